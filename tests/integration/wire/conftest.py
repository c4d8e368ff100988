"""Files of invented news, and a way to bring them in as the command does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.news import HEADER


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Writes a file of lines (text or bytes) and returns its path."""

    def file(*lines: str | bytes, name: str = "news.tsv", header: str = HEADER) -> str:
        path = tmp_path / name
        every = ([header] if header else []) + list(lines)
        path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in every))
        return str(path)

    return file


@dataclass
class Result:
    """What the command left behind."""

    code: int
    out: str
    err: str
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """New, copies, updated and rejected; they add up to what was read."""
        counts = self.said["new"], self.said["copies"], self.said["updated"], len(self.said["rejected"])
        assert sum(counts) == self.said["read"]
        return counts


@pytest.fixture
def ingest(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs `groundswell wire ingest --json` (without the program around it)."""
    from groundswell.wire.telling import ingest_files

    def run(*paths: str, campaign: str = "ellery", as_json: bool = True) -> Result:
        capsys.readouterr()
        code = ingest_files(campaign, paths, as_json=as_json)
        out, err = capsys.readouterr()
        return Result(code, out, err, json.loads(out) if as_json and out else {})

    return run
