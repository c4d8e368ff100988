"""Homes cloned from the migrated template, and the program itself as a process on them."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from groundswell.kit import postgres

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Installation:
    """One home, and what is said and done on it through the command line."""

    home: Path
    settings: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """A clean environment: nothing of this machine's settings reaches the program."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GROUNDSWELL_", "DATABASE_URL", "PG"))}
        return {**kept, "PYTHONPATH": str(ROOT / "src"), "GROUNDSWELL_HOME": str(self.home), **self.settings}

    def groundswell(self, *arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        command = [sys.executable, "-m", "groundswell.ops", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=timeout, check=False)

    def python(self, *arguments: str | Path) -> Any:
        """Run a script on this installation and return the JSON it prints."""
        answer = subprocess.run(
            [sys.executable, *map(str, arguments)], env=self.environment, capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command that goes on."""
        command = [sys.executable, "-m", "groundswell.ops", *arguments]
        log = (self.home.parent / "log").open("w")
        with log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, text=True)

    @property
    def log(self) -> str:
        """What the started command said."""
        return (self.home.parent / "log").read_text()


@pytest.fixture(scope="session")
def new_installation(migrated_template: Path) -> Iterator[Callable[..., Installation]]:
    """Make an installation: migrated and empty, or (`bare`) a home where nothing was ever started."""
    parents: list[Path] = []

    def make(*, bare: bool = False, **settings: str) -> Installation:
        parent = Path(tempfile.mkdtemp(prefix="gs-ops-"))
        parent.chmod(0o755)
        parents.append(parent)
        home = parent / "home"
        if not bare:
            postgres.copy_cluster(migrated_template, home)
        return Installation(home, settings)

    yield make
    for parent in parents:
        shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A port that was free a moment ago."""

    def find() -> int:
        import _socket  # the guard against sockets is for the code under test

        probe = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        probe.close()
        return port

    return find


def get(port: int, path: str) -> tuple[int, str]:
    """Ask the local server for a page: status and body, or 0 and the reason when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as failure:
        return 0, repr(failure)
    finally:
        connection.close()


def until(true: Callable[[], Any], *, seconds: float = 90) -> bool:
    """Wait for something to become true; the long patience is for a busy machine, not a promise."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False
