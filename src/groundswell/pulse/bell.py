"""Waits for the bell that rings after each deed's commit; a lost bell costs five seconds, never a row."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

import psycopg
from django.db import connection

from groundswell.pulse.consumers import is_held_back, registered, run_batch
from groundswell.pulse.ringing import BELL, open_line

LOOK_EVERY = 5.0
LOOK_AGAIN = 0.02  # at first, for what a running deed holds back; twice as long each time


class Bell:
    """A connection of its own that listens; reconnects by itself when the server went away."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection | None = None

    def __enter__(self) -> Bell:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def wait(self, seconds: float = LOOK_EVERY) -> bool:
        """Return True when the bell rang, False when ``seconds`` passed in silence or the line was down."""
        try:
            if self._connection is None or self._connection.closed:
                self._connection = open_line()
                self._connection.execute(f"LISTEN {BELL}")
                return True  # look at once: it may have rung while nobody listened
            return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.OperationalError:
            self.close()
            threading.Event().wait(min(1.0, seconds))
            return False

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _next_pause(pause: float) -> float:
    return LOOK_AGAIN if pause >= LOOK_EVERY else min(2 * pause, LOOK_EVERY)


def consume_for_ever(stop: threading.Event) -> None:
    """Run every consumer at each ring and every five seconds, until ``stop`` is set.

    Those that somebody waits for run in this thread, the others in one beside it.
    """
    rung = threading.Event()

    def wait_beside(seconds: float) -> None:
        rung.wait(seconds)
        rung.clear()

    others = threading.Thread(target=_take_turns, args=(stop, False, wait_beside), name="consumers beside")
    others.start()
    with Bell() as bell:

        def wait(seconds: float) -> None:
            bell.wait(seconds)
            rung.set()

        _take_turns(stop, True, wait)
    rung.set()
    others.join()


def _take_turns(stop: threading.Event, are_awaited: bool, wait: Callable[[float], None]) -> None:
    """Run the consumers of one kind, each for a little while, until none finds a row; then wait for the bell."""
    pause = LOOK_EVERY
    while not stop.is_set():
        try:
            ours = [one for one in registered() if one.is_awaited == are_awaited]
            while sum(run_batch(consumer) for consumer in ours) and not stop.is_set():
                pause = LOOK_EVERY
            # The bell of a deed rings while an older one may still run; when that ends, nobody rings for this one.
            pause = _next_pause(pause) if is_held_back(ours) else LOOK_EVERY
        except Exception:
            # The database went away or refused: say so, let go of the broken line, look again.
            import structlog

            structlog.get_logger("groundswell.pulse").warning("consumers_paused", exc_info=True)
            connection.close()
        wait(pause)
    connection.close()  # this thread's own line
