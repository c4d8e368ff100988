"""Ends open lines when the process is told to stop: its server waits for every open answer, and these never end."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from typing import Any


def when_told_to_stop(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Call ``stop`` in the loop at the first signal, then do what the server does itself."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if not callable(before):
            continue

        def told(received: int, frame: Any, *, before: Any = before) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(stop)
            before(received, frame)

        signal.signal(number, told)
