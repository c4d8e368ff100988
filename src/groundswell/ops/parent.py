"""Lets a child process notice that its parent is gone (kill -9 included), so that nobody is left serving alone."""

from __future__ import annotations

import os
import signal
import threading
import time

_LOOK_EVERY = 1.0
_GRACE = 10.0


def leave_with_parent() -> None:
    """Watch the present parent in a thread of its own; when it is gone, stop in order, and soon after in any case."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True, name="parent-watch").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)
