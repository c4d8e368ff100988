"""With DATABASE_URL that server and nothing else is used; its tables change only when one says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from tests.integration.ops.conftest import Installation

from groundswell.kit import postgres

Make = Callable[..., Installation]


@pytest.fixture
def elsewhere(new_installation: Make) -> Iterator[postgres.Server]:
    """A server of its own with a plain database and a login that may do little."""
    with postgres.lease(new_installation().home, durable=False) as server:
        with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
            connection.execute("CREATE ROLE campaigns LOGIN CREATEROLE")
            connection.execute("CREATE DATABASE campaigns OWNER campaigns")
        yield server


def test_tables_are_made_only_by_migrate(elsewhere: postgres.Server, new_installation: Make) -> None:
    url = make_conninfo(elsewhere.superuser_dsn, user="campaigns", dbname="campaigns")
    installation = new_installation(bare=True, DATABASE_URL=url)
    refused = installation.groundswell("prepare")
    assert refused.returncode == 1
    assert "run 'groundswell migrate'" in refused.stderr
    told = installation.groundswell("migrate")
    if told.returncode:  # an old PostgreSQL wants its administrator: the statements are there to be copied
        with psycopg.connect(make_conninfo(elsewhere.superuser_dsn, dbname="campaigns"), autocommit=True) as connection:
            for statement in [line.strip() for line in told.stderr.splitlines() if line.startswith("  ")]:
                connection.execute(statement.encode())
        told = installation.groundswell("migrate")
    assert told.returncode == 0, told.stderr
    assert "applied pulse.0001_initial" in told.stderr
    prepared = installation.groundswell("prepare")
    assert prepared.returncode == 0, prepared.stderr
    assert not (installation.home / "postgres").exists()


@pytest.mark.parametrize("processes", ["1", "2"])
def test_serving_without_tables_is_refused_once(
    elsewhere: postgres.Server, new_installation: Make, free_port: Callable[[], int], processes: str
) -> None:
    """A refusal in the process that serves ends the supervisor too: starting again would only say the same."""
    url = make_conninfo(elsewhere.superuser_dsn, user="campaigns", dbname="campaigns")
    installation = new_installation(bare=True, DATABASE_URL=url)
    answer = installation.groundswell("serve", "--port", str(free_port()), "--processes", processes)
    assert answer.returncode == 1
    assert answer.stderr.count("run 'groundswell migrate'") == 1
    assert "started again" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_login_held_by_the_walls_is_told_how_to_back_up(elsewhere: postgres.Server, new_installation: Make) -> None:
    installation = new_installation(bare=True, DATABASE_URL=elsewhere.dsn)
    file = installation.home.parent / "week"
    answer = installation.groundswell("backup", file)
    assert answer.returncode == 1
    assert "GROUNDSWELL_BACKUP_URL" in answer.stderr
    assert not file.exists()
    installation.settings["GROUNDSWELL_BACKUP_URL"] = elsewhere.superuser_dsn
    assert installation.groundswell("backup", file).returncode == 0
