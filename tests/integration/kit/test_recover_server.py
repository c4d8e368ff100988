"""After kill -9, with a stale pid file, a zombie or half a directory, the server comes back with every acknowledged row."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from groundswell.kit import postgres
from groundswell.kit.postgres.control import Holder, holder_of


def _pid(home: Path) -> int:
    return int((home / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


def test_kill_of_the_server_loses_nothing_acknowledged(home: Path) -> None:
    server = postgres.acquire(home)
    acknowledged = 0
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        for number in range(200):
            connection.execute("INSERT INTO kept VALUES (%s)", [number])
            acknowledged += 1
        os.kill(_pid(home), signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            for number in range(200, 100_000):
                connection.execute("INSERT INTO kept VALUES (%s)", [number])
                acknowledged += 1
    again = postgres.acquire(home)
    with psycopg.connect(again.dsn) as connection:
        assert connection.execute("SELECT count(*) >= %s FROM kept", [acknowledged]).fetchone() == (True,)
    again.release()
    server.release()
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


def test_a_pid_file_that_names_a_stranger_is_not_believed(home: Path) -> None:
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{home}\n")
    assert holder_of(pid_file, pid_file.parent)[1] is Holder.SOMEONE_ELSE
    with postgres.lease(home, durable=False) as server, psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_pid_file_that_names_a_zombie_is_not_believed(home: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    deadline = time.monotonic() + 30
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{dead.pid}\n{home}\n")
    while holder_of(pid_file, pid_file.parent)[1] is not Holder.ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.01)
    assert holder_of(pid_file, pid_file.parent) == (dead.pid, Holder.ZOMBIE)
    with postgres.lease(home, durable=False) as server, psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    dead.wait()


def test_a_killed_first_start_is_begun_again(empty_home: Path, template: Path) -> None:
    postgres.copy_cluster(template, empty_home)
    (empty_home / "postgres" / "data").rename(empty_home / "postgres" / "data.new")
    with postgres.lease(empty_home, durable=False) as server, psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("groundswell",)


def test_another_major_version_is_said_in_words(home: Path) -> None:
    version = home / "postgres" / "data" / "PG_VERSION"
    version.write_text("12\n")
    with pytest.raises(postgres.PostgresError, match=r"made by PostgreSQL 12.*PG_BIN"):
        postgres.acquire(home)


def test_a_start_that_fails_quotes_the_servers_own_reason(home: Path) -> None:
    (home / "postgres.conf").write_text("max_connections = -4\n")
    (home / "postgres.conf").chmod(0o644)
    with pytest.raises(postgres.PostgresError, match=r"did not start: .*postgres\.conf.*") as refusal:
        postgres.acquire(home)
    assert "\n" not in str(refusal.value)


def test_a_running_template_is_not_copied(home: Path, empty_home: Path) -> None:
    with postgres.lease(home, durable=False), pytest.raises(postgres.PostgresError, match="is running"):
        postgres.copy_cluster(home, empty_home.with_name("copy"))
