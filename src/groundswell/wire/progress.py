"""A bar on standard error while files are read; a line now and then where there is no terminal."""

from __future__ import annotations

import time
from typing import TextIO

from django.utils.translation import gettext as _

_WIDTH = 30


class Bar:
    """Shows how far a run has come."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty()
        self._every = 0.1 if self._live else 5.0
        self._began = self._shown = time.monotonic()

    def show(self, done: int, total: int, lines: int) -> None:
        """Draw it anew, if the last time was long enough ago."""
        present = time.monotonic()
        if present - self._shown < self._every:
            return
        self._shown = present
        rate = lines / max(present - self._began, 0.001)
        words = _("%(lines)s lines, %(rate)s a second") % {"lines": f"{lines:,}", "rate": f"{rate:,.0f}"}
        share = min(1.0, done / total) if total else None
        if share is not None:
            filled = round(share * _WIDTH)
            words = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%}  {words}"
        self._out.write(f"\r\x1b[K{words}" if self._live else f"{words}\n")
        self._out.flush()

    def clear(self) -> None:
        """Take it off the screen."""
        if self._live:
            self._out.write("\r\x1b[K")
            self._out.flush()
