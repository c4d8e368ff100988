"""Rings the bell of the pulse beside the requests: at once, then once for all deeds of the next moment.

A NOTIFY after every commit is a statement more in every deed, and tells nobody anything while the first ring is still on
its way. A ring that is lost (the process ends in the middle) costs five seconds, never a row: see ``pulse.bell``.
"""

from __future__ import annotations

import os
import threading
import time

import psycopg
from django.db import connection

BELL = "groundswell_pulse"
MOMENT = 0.02  # seconds; what a reader waits at most for deeds that follow on one another


class Ringer:
    """One thread with a line of its own, begun at the first deed of a process."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def ring(self) -> None:
        """Have the bell rung; returns at once."""
        self._asked.set()
        if self._process != os.getpid():  # the first time here, or in a child that inherited us without the thread
            self._begin()

    def _begin(self) -> None:
        with self._lock:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
            self._thread = threading.Thread(target=self._run, name="pulse-bell", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        line: psycopg.Connection | None = None
        while True:
            self._asked.wait()
            self._asked.clear()
            try:
                if line is None or line.closed:
                    line = open_line()
                line.execute(f"NOTIFY {BELL}")
            except psycopg.Error:
                line = None  # the server went away; whoever listens looks by itself
            time.sleep(MOMENT)


ringer = Ringer()


def open_line() -> psycopg.Connection:
    """Return a connection for ringing or listening, beside the one that deeds are done on."""
    parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    parameters.pop("context", None)
    return psycopg.connect(**parameters, autocommit=True)
