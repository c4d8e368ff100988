"""The doctor tells what is wrong and what to do about it, check by check; its exit code says whether one is bad."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import OperationalError, connections
from tests.integration.ops.conftest import Installation

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import found_campaign
from groundswell.kit import postgres
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.db import as_system, scope
from groundswell.kit.errors import Refused
from groundswell.ops import database_checks, doctor, machine_checks, pulse_state, running_checks
from groundswell.pulse.models import Cursor, ParkedRow
from groundswell.wire.models import Feed
from groundswell.wire.services import import_sources


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def server(database_home: Path) -> postgres.Server:
    dsn = os.environ["GROUNDSWELL_DSN"]
    return postgres.Server(dsn, dsn, database_home, None)


@pytest.fixture
def campaign(committed: None) -> Campaign:
    return found_campaign(slug="ellery", name="Ellery", actor=machine(None))


def _owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def undone() -> Iterator[Callable[[str, str], None]]:
    """Change the schema for one test and change it back."""
    back: list[str] = []

    def change(statement: str, undo: str) -> None:
        _owner(statement)
        back.append(undo)

    yield change
    for statement in back:
        _owner(statement)


def _set_cursor(name: str, **place: Any) -> None:
    with as_system():
        Cursor.objects.create(consumer=name, moved_at=now(), **place)


def test_a_sound_installation_has_nothing_bad(campaign: Campaign, server: postgres.Server) -> None:
    checks = (
        database_checks.roles,
        database_checks.tables,
        database_checks.walls,
        running_checks.cursors,
        running_checks.jobs,
        running_checks.feeds,
        running_checks.pulse,
        running_checks.clock,
    )
    assert {check(server).state for check in checks} == {"good"}


def test_a_server_without_fsync_is_bad(campaign: Campaign, server: postgres.Server) -> None:
    found = database_checks.database(server)  # the tests' own server gives durability away
    assert (found.state, found.do) == ("bad", "set fsync = on")


def test_an_open_wall_is_bad(campaign: Campaign, server: postgres.Server, undone: Callable[[str, str], None]) -> None:
    undone(
        "ALTER TABLE wire_item NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE wire_item FORCE ROW LEVEL SECURITY",
    )
    found = database_checks.walls(server)
    assert found.state == "bad" and "wire_item" in found.says


def test_missing_rights_name_the_statement(
    campaign: Campaign, server: postgres.Server, undone: Callable[[str, str], None]
) -> None:
    undone("REVOKE USAGE ON SCHEMA public FROM gs_system", "GRANT USAGE ON SCHEMA public TO gs_system")
    found = database_checks.roles(server)
    assert found.state == "bad" and 'GRANT USAGE ON SCHEMA public TO "gs_system"' in found.do


def test_a_pending_migration_is_bad(campaign: Campaign, server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks, "pending", lambda: ["wire.0099_more"])
    found = database_checks.tables(server)
    assert found.state == "bad" and "wire.0099_more" in found.says and "groundswell migrate" in found.do


def test_a_cursor_of_another_server_is_refused(campaign: Campaign, server: postgres.Server) -> None:
    _set_cursor("notes", xid="9000000000", seq=3)
    found = running_checks.cursors(server)
    assert found.state == "bad" and "groundswell restamp" in found.do
    with pytest.raises(Refused, match="cursors of notes are ahead"):
        pulse_state.refuse_cursors_ahead()


def test_a_late_consumer_is_an_alarm(campaign: Campaign, server: postgres.Server) -> None:
    _set_cursor("notes")
    assert running_checks.pulse(server).state == "good"
    _owner("ALTER TABLE pulse_pulseevent DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
    _owner("UPDATE pulse_pulseevent SET at = at - interval '9 seconds'")
    _owner("ALTER TABLE pulse_pulseevent ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
    found = running_checks.pulse(server)
    assert found.state == "bad" and "notes by 9 s (1 rows)" in found.says


def test_parked_rows_are_a_warning(campaign: Campaign, server: postgres.Server) -> None:
    with as_system():
        ParkedRow.objects.create(consumer="notes", seq=1, campaign_id=campaign.pk, traceback="…", parked_at=now())
    assert running_checks.pulse(server).state == "warning"


def test_an_event_of_the_future_is_bad(campaign: Campaign, server: postgres.Server) -> None:
    _owner("ALTER TABLE pulse_pulseevent DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
    _owner("UPDATE pulse_pulseevent SET at = at + interval '1 hour'")
    _owner("ALTER TABLE pulse_pulseevent ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
    assert running_checks.clock(server).state == "bad"


def test_a_silent_worker_is_bad(campaign: Campaign, server: postgres.Server) -> None:
    assert running_checks.worker(server).says == "no worker runs"
    _owner("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '3 hours')")
    assert "silent for 3 h" in running_checks.worker(server).says
    _owner("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert running_checks.worker(server).state == "good"


def test_failed_jobs_are_a_warning(campaign: Campaign, server: postgres.Server) -> None:
    _owner("INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) VALUES ('default', 'x', '{}', 'failed')")
    assert running_checks.jobs(server).state == "warning"


def test_sources_that_fail_are_a_warning(campaign: Campaign, server: postgres.Server) -> None:
    assert running_checks.feeds(server).says == "0 are read, none fails"
    with scope(campaign.pk):
        import_sources(text="https://a.example/feed\nhttps://b.example/feed", actor=machine(campaign.pk))
    assert running_checks.feeds(server).state == "good"
    with scope(campaign.pk):
        Feed.objects.filter(address__contains="a.example").update(failures=3, problem="no_name")
    found = running_checks.feeds(server)
    assert (found.state, found.says) == ("warning", "of 2 feeds 1 fail again and again, 0 are gone for good")
    with scope(campaign.pk):
        Feed.objects.update(next_at=now() - timedelta(hours=1))
    assert "wait since over 10 minutes" in running_checks.feeds(server).says


@pytest.mark.parametrize(("free", "state"), [(10**12, "good"), (10**9, "warning"), (10**8, "bad")])
def test_a_full_disk_is_told_in_time(server: postgres.Server, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(10**12, 0, free))
    assert machine_checks.disk(server).state == state


def test_mail_that_cannot_be_sent_is_bad(server: postgres.Server, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        def open(self) -> None:
            raise ConnectionRefusedError("mail.example:587")

    settings.DEMO, settings.MAIL_READY = False, False
    assert "GROUNDSWELL_MAIL_URL" in machine_checks.mail(server).do
    settings.MAIL_READY, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    assert machine_checks.mail(server).state == "good"
    monkeypatch.setattr(machine_checks, "get_connection", Refusing)
    assert machine_checks.mail(server).says == "the mail server refuses: ConnectionRefusedError"


def test_open_doors_are_told(server: postgres.Server, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROUNDSWELL_SECRET_KEY", raising=False)
    settings.DEMO, settings.ALLOWED_HOSTS, settings.SECURE = False, ["*"], False
    assert machine_checks.doors(server).state == "bad"
    settings.ALLOWED_HOSTS = ["groups.example"]
    assert machine_checks.doors(server).state == "warning"
    settings.SECURE = True
    assert machine_checks.doors(server).state == "good"
    key = server.home / "secret-key"
    key.write_text("open")
    key.chmod(0o644)
    assert "chmod 600" in machine_checks.doors(server).do
    key.unlink()


def test_a_check_that_cannot_ask_does_not_stop_the_others(server: postgres.Server, capsys: Any) -> None:
    def away(server: postgres.Server) -> Any:
        raise OperationalError("the server closed the connection\nunexpectedly")

    found = doctor._ask(away, server)
    assert (found.state, found.says) == ("bad", "could not be asked: the server closed the connection")
    doctor.report([found], as_json=False)
    assert " BAD " in capsys.readouterr().out


def test_the_command_tells_every_check_and_fails_while_one_is_bad(new_installation: Callable[..., Installation]) -> None:
    answer = new_installation().groundswell("doctor", "--json")
    findings = {finding["check"]: finding for finding in json.loads(answer.stdout)["findings"]}
    assert set(findings) == {check.__name__ for check in doctor.CHECKS}
    assert {name for name, finding in findings.items() if finding["state"] == "bad"} == {"worker", "mail"}
    assert all(finding["do"] for finding in findings.values() if finding["state"] != "good")
    assert answer.returncode == 1
