"""Starts the servers a benchmark talks to, on 127.0.0.1 only, and reads what they cost."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it listens and how to read its cost."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time of the server and its children so far."""
        total = 0.0
        for one in [self.process, *self.process.children(recursive=True)]:
            spent = one.cpu_times()
            total += spent.user + spent.system
        return total

    def memory_mb(self) -> float:
        """Proportional set size of the server and its children, in megabytes."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in family) / 1e6


def fetch_status(port: int, path: str) -> int:
    """Ask for a page on this machine; 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def free_port() -> int:
    """Return a port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(target: str, *, interface: str, environment: dict[str, str]) -> Iterator[Served]:
    """Serve ``module:application`` with one granian worker for the length of a block."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", interface, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--log-level", "error", "--no-access-log", target]
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    surroundings = {**os.environ, **environment, "PYTHONPATH": path}
    quiet = subprocess.DEVNULL  # a line for every request would be most of what the reader of a table sees
    child = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=quiet, stderr=quiet)
    try:
        _wait(port, child)
        yield Served(port, psutil.Process(child.pid))
    finally:
        child.terminate()
        child.wait(20)


def _wait(port: int, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if child.poll() is not None:
            raise RuntimeError(f"the server ended with code {child.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/no-such-page-at-all")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within a minute")
