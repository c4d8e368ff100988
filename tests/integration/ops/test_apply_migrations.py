"""Tables are brought up to date by name; a database that a newer Groundswell used is left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from groundswell.kit import postgres
from groundswell.kit.errors import Refused
from groundswell.ops import migrating


@pytest.fixture
def server(database_home: Path) -> postgres.Server:
    dsn = os.environ["GROUNDSWELL_DSN"]
    return postgres.Server(dsn, dsn, database_home, None)


def test_nothing_is_pending_in_a_migrated_database(committed: None, server: postgres.Server) -> None:
    assert migrating.pending() == []
    assert "pulse.0001_initial" in migrating.applied_here()
    assert not [name for name in migrating.applied_here() if name.startswith(("auth.", "account."))]
    migrating.bring_up_to_date(server)


def test_what_is_pending_elsewhere_is_asked_for(
    committed: None, server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "_on_disk", lambda: {*migrating._applied("default"), "wire.0099_more"})
    assert migrating.pending() == ["wire.0099_more"]
    with pytest.raises(Refused, match="run 'groundswell migrate'"):
        migrating.bring_up_to_date(server)


def test_a_newer_database_is_left_alone(committed: None, server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    older = migrating._on_disk() - {"pulse.0002_append_only"}
    monkeypatch.setattr(migrating, "_on_disk", lambda: older)
    with pytest.raises(Refused, match=r"newer Groundswell was here \(pulse.0002_append_only\)"):
        migrating.bring_up_to_date(server)


def test_two_at_once_apply_once(committed: None, server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited for the lock looks again and finds nothing left to do."""
    asked: list[str] = []
    monkeypatch.setattr(migrating, "call_command", lambda *a, **k: asked.append("migrate"))
    monkeypatch.setattr(migrating.postgres, "prepare_roles", lambda dsn: None)
    assert migrating.apply(server) == []
    assert asked == []
