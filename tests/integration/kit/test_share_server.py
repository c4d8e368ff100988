"""Processes share a home's server by lease: the last to leave stops it, and the killed do not keep it alive."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from groundswell.kit import postgres

Start = Callable[[str, Path], "subprocess.Popen[str]"]

HOLD = "server = postgres.acquire(home, durable=False)\nprint(server.dsn, flush=True)\ninput()\n"


def _running(home: Path) -> bool:
    return (home / "postgres" / "data" / "postmaster.pid").exists()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _let_go(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)
    assert process.returncode == 0


def test_a_second_process_shares_and_the_last_one_stops_it(home: Path, in_another_process: Start) -> None:
    server = postgres.acquire(home, durable=False)
    other = in_another_process(HOLD, home)
    assert _line(other) == server.dsn
    server.release()
    assert _running(home)
    _let_go(other)
    assert not _running(home)


def test_two_shares_in_one_process_count_twice(home: Path) -> None:
    first = postgres.acquire(home, durable=False)
    second = postgres.acquire(home, durable=False)
    first.release()
    first.release()
    with psycopg.connect(second.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.release()
    assert not _running(home)


def test_many_that_start_at_once_get_one_server(home: Path, in_another_process: Start) -> None:
    crowd = [in_another_process(HOLD, home) for _ in range(4)]
    assert len({_line(process) for process in crowd}) == 1
    for process in crowd:
        _let_go(process)
    assert not _running(home)


def test_a_killed_holder_does_not_keep_it_alive(home: Path, in_another_process: Start) -> None:
    killed = in_another_process(HOLD, home)
    _line(killed)
    killed.kill()
    killed.communicate()
    deadline = time.monotonic() + 30
    while _running(home) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _running(home)


def test_a_killed_holder_does_not_pull_it_from_under_others(home: Path, in_another_process: Start) -> None:
    killed = in_another_process(HOLD, home)
    _line(killed)
    server = postgres.acquire(home, durable=False)
    killed.kill()
    killed.communicate()
    with psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.release()
    assert not _running(home)


def test_the_end_of_a_process_releases_its_share(home: Path, in_another_process: Start) -> None:
    process = in_another_process("postgres.acquire(home, durable=False)", home)
    assert process.communicate(timeout=60) and process.returncode == 0
    assert not _running(home)


def test_a_forked_child_does_not_give_up_its_parents_share(home: Path) -> None:
    server = postgres.acquire(home, durable=False)
    child = os.fork()
    if child == 0:
        server.release()
        os._exit(0)
    os.waitpid(child, 0)
    with psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.release()
    assert not _running(home)


def test_a_block_that_fails_releases_too(home: Path) -> None:
    with pytest.raises(RuntimeError, match="inside"), postgres.lease(home, durable=False):
        raise RuntimeError("inside")
    assert not _running(home)


def test_interrupting_the_holder_does_not_hit_the_server(home: Path, in_another_process: Start) -> None:
    """Ctrl-C goes to the whole foreground group; the server is not in it."""
    server = postgres.acquire(home, durable=False)
    pid = int((home / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    assert os.getpgid(pid) != os.getpgid(0)
    os.kill(pid, signal.SIGHUP)
    server.release()
