"""`groundswell serve`: one port, children that come back when they are killed, an end that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil
import pytest
from tests.integration.ops.conftest import Installation, get, until

pytestmark = pytest.mark.enable_socket


@dataclass
class Running:
    """The supervisor and where it answers."""

    installation: Installation
    process: subprocess.Popen[str]
    port: int

    def children(self, word: str) -> list[int]:
        """The supervisor's own children whose command holds a word."""
        return [child.pid for child in psutil.Process(self.process.pid).children() if _is(child, word)]

    def postmaster(self) -> int:
        """The process of the database server."""
        return int((self.installation.home / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0])

    def workers_begun(self) -> int:
        """How often a worker has come up so far."""
        return self.installation.log.count("worker_started")

    def is_ready(self) -> bool:
        """Whether database, tables and worker are there."""
        return get(self.port, "/readyz")[0] == 200


def _start(installation: Installation, port: int) -> Running:
    # `run` is the same with the demo's content, which takes long to make; the wheel's test starts that.
    running = Running(installation, installation.start("serve", "--port", str(port)), port)
    assert until(running.is_ready), installation.log
    return running


@pytest.fixture(scope="module")
def running(
    new_installation: Callable[..., Installation], free_port: Callable[[], int], socket_enabled_for_module: None
) -> Iterator[Running]:
    running = _start(new_installation(), free_port())
    yield running
    family = psutil.Process(running.process.pid).children(recursive=True)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(60) == 0, "an orderly end"
    assert not any(_alive(child.pid) for child in family), "nobody is left behind"
    assert not (running.installation.home / "postgres" / "data" / "postmaster.pid").exists()


@pytest.fixture(scope="module")
def socket_enabled_for_module() -> Iterator[None]:
    import pytest_socket

    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)


def test_pages_and_health_answer_on_one_port(running: Running) -> None:
    assert get(running.port, "/healthz") == (200, "alive\n")
    status, page = get(running.port, "/styleguide")
    assert status == 200 and "<h1" in page
    assert f"ready at http://localhost:{running.port}" in running.installation.log


def test_a_busy_port_is_said_in_words(running: Running, new_installation: Callable[..., Installation]) -> None:
    second = new_installation(bare=True).groundswell("run", "--port", str(running.port))
    assert second.returncode == 1
    assert f"Port {running.port} is in use" in second.stderr and "--port" in second.stderr


@pytest.mark.parametrize("child", ["web", "worker"])
def test_a_killed_child_comes_back(running: Running, child: str) -> None:
    assert until(running.is_ready), running.installation.log
    (pid,) = running.children(child)
    family = [pid, *(one.pid for one in psutil.Process(pid).children(recursive=True))]
    workers = running.workers_begun()
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: running.children(child) not in ([], [pid])), running.installation.log
    assert until(running.is_ready), running.installation.log
    assert until(lambda: not any(_alive(one) for one in family))
    assert f"{'web server' if child == 'web' else child} ended (signal 9)" in running.installation.log
    # A worker on its way up would start a dead database by itself, before the supervisor sees it: no test below waits for that.
    assert child == "web" or until(lambda: running.workers_begun() > workers), running.installation.log


def test_a_killed_web_process_comes_back(running: Running) -> None:
    (main,) = running.children("web")
    assert until(lambda: psutil.Process(main).children())
    (process,) = psutil.Process(main).children()
    process.kill()
    assert until(lambda: [one.pid for one in psutil.Process(main).children() if one.pid != process.pid])
    assert until(running.is_ready), running.installation.log


def test_a_killed_database_comes_back(running: Running) -> None:
    assert get(running.port, "/")[0] == 200
    os.kill(running.postmaster(), signal.SIGKILL)
    assert until(lambda: "was started again" in running.installation.log), running.installation.log
    assert until(running.is_ready), running.installation.log
    assert until(lambda: get(running.port, "/")[0] == 200)


def test_a_killed_supervisor_takes_its_children_along(
    new_installation: Callable[..., Installation], free_port: Callable[[], int]
) -> None:
    running = _start(new_installation(), free_port())
    family = psutil.Process(running.process.pid).children(recursive=True)
    running.process.kill()
    running.process.wait()
    assert until(lambda: not any(_alive(child.pid) for child in family))
    pid_file = running.installation.home / "postgres" / "data" / "postmaster.pid"
    assert until(lambda: not pid_file.exists())


def _is(child: psutil.Process, word: str) -> bool:
    try:
        return child.status() != psutil.STATUS_ZOMBIE and word in child.cmdline()
    except psutil.NoSuchProcess:
        return False


def _alive(pid: int) -> bool:
    """A zombie that its parent has not fetched yet is dead."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
