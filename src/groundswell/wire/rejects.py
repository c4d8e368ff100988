"""Keeps what was rejected until the end: the first lines for people, all of them on disk for programs."""

from __future__ import annotations

import json
import shutil
import tempfile
from typing import TextIO

_IN_MEMORY = 1_000_000
_SHOWN = 20


class Rejects:
    """Lines that were not taken in; with ``whole`` all are kept, outside memory when they are many."""

    def __init__(self, *, whole: bool, name_files: bool) -> None:
        self.count = 0
        self.first: list[str] = []
        self._name_files = name_files
        self._all = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8") if whole else None  # noqa: SIM115

    def add(self, file: str, line: int, reason: str) -> None:
        """Keep one."""
        self.count += 1
        if len(self.first) < _SHOWN:
            where = f"{file}:{line}" if self._name_files else f"{line}"
            self.first.append(f"{where}: {reason}")
        if self._all is not None:
            found = {"file": file} if self._name_files else {}
            separator = ", " if self.count > 1 else ""
            self._all.write(separator + json.dumps({**found, "line": line, "reason": reason}))

    def copy_to(self, out: TextIO) -> None:
        """Write all of them as the inside of a JSON array."""
        if self._all is not None:
            self._all.seek(0)
            shutil.copyfileobj(self._all, out)

    def close(self) -> None:
        """Let go of the file."""
        if self._all is not None:
            self._all.close()
