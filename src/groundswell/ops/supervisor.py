"""Tends web and worker as children: starts them, restarts the crashed with growing pauses, ends them in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from groundswell.kit.postgres import PostgresError, Server
from groundswell.ops.installation import say

# A child's exit code for "refused in words": starting it again would only say the same.
REFUSED = 78
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # a child that lived this long starts again with the shortest pause
_PATIENCE = 20.0  # for an orderly end, then kill
_LOOK_AT_DATABASE = 2.0


# A dozen threads that each keep memory of their own for later, and a second thread of every matrix product, cost a small
# server tens of megabytes and bring nothing: our threads wait for others most of the time.
_SPARING = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", "OPENBLAS_NUM_THREADS": "1"}


@dataclass
class Child:
    """One command of ours as a process; its pauses double while it keeps crashing."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    after: threading.Event | None = None  # started for the first time when this is set
    pause: float = 0.5
    due: float = 0.0
    born: float = 0.0
    starts: int = 0

    def tend(self) -> bool:
        """Start it when it is due; notice that it ended. False when it refused to start at all."""
        at = time.monotonic()
        if self.process is None:
            if at >= self.due and (self.after is None or self.after.is_set()):
                self._start(at)
            return True
        code = self.process.poll()
        if code is not None:
            self.process = None
            if code == REFUSED and self.starts == 1:
                return False
            self._come_back(code, at)
        return True

    def _come_back(self, code: int, at: float) -> None:
        if at - self.born > _STEADY:
            self.pause = 0.5
        self.due = at + self.pause
        say(f"the {self.name} ended ({_how(code)}) and is started again in {self.pause:.1f} s.")
        self.pause = min(self.pause * 2, _LONGEST_PAUSE)

    def _start(self, at: float) -> None:
        # A process group of its own: Ctrl-C reaches the supervisor alone, which ends its children in order.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "groundswell.ops", *self.arguments],
            env={**_SPARING, **os.environ, "GROUNDSWELL_SUPERVISED": "1"},
            stdin=subprocess.DEVNULL,
            process_group=0,
        )
        self.born = at
        self.starts += 1


def supervise(children: list[Child], *, server: Server) -> int:
    """Tend the children until a signal, or until one refuses to start; then end them in order."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    looked = time.monotonic()
    while not stop.wait(0.1):
        if not all(child.tend() for child in children):
            _end(children)
            return 1
        if time.monotonic() - looked > _LOOK_AT_DATABASE:
            _keep_alive(server)
            looked = time.monotonic()
    _end(children)
    return 0


def _keep_alive(server: Server) -> None:
    """An embedded server that was killed comes back; its children reconnect by themselves."""
    if server.answers():
        return
    try:
        server.revive()
        say("the database server had ended and was started again.")
    except PostgresError as failure:
        say(str(failure))
        time.sleep(5)


def _end(children: list[Child]) -> None:
    alive = [child.process for child in children if child.process is not None and child.process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + _PATIENCE
    for process in alive:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
