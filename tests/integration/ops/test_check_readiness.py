"""/healthz tells that the process lives; /readyz whether database, tables and worker are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from groundswell.ops import readiness


def _beat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))", [seconds_ago]
        )


@pytest.mark.django_db
def test_alive_asks_nobody(client: Client, django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"alive\n"


@pytest.mark.django_db
def test_ready_with_a_worker_that_beats(client: Client) -> None:
    _beat(5)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "tables": True, "worker": True})


@pytest.mark.django_db
@pytest.mark.parametrize("seconds_ago", [None, 3600])
def test_not_ready_without_one(client: Client, seconds_ago: int | None) -> None:
    if seconds_ago is not None:
        _beat(seconds_ago)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "tables": True, "worker": False})


@pytest.mark.django_db
def test_not_ready_while_migrations_are_pending(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _beat(5)
    monkeypatch.setattr(readiness, "_tables_ready", False)
    monkeypatch.setattr(readiness, "pending", lambda: ["wire.0009_more"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["tables"]) == (503, False)


@pytest.mark.django_db
def test_not_ready_without_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> float:
        raise OperationalError("the server went away")

    monkeypatch.setattr(readiness, "heartbeat_age", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
