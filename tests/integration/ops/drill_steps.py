"""Run on an installation by the backup drill: fills it, tells what is in it, reads its pulse; prints JSON."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from typing import Any

from groundswell.ops.installation import opened, present_server

KIND = "campaigns.campaign_founded"


def fill() -> dict[str, Any]:
    """Make a campaign with its cast, rows written out of order, and consumers that stopped at different places."""
    from tests.cast import assemble

    from groundswell.pulse import consumers

    cast = assemble()
    (present_server().home / "files").mkdir()
    (present_server().home / "files" / "poster.txt").write_text("Ferry Street, Thursday at seven")
    consumers._consumers.clear()
    consumers.register("early", kinds=set(), handle=lambda row: None)
    consumers.run_until_quiet()
    _interleave(cast.campaign, 6)
    consumers._consumers.clear()
    consumers.register("late", kinds=set(), handle=lambda row: None)
    consumers.BATCH = 1
    for _ in range(_passed("early") + 5):
        consumers.run_batch(consumers.registered()[0])
    _interleave(cast.campaign, 3)
    consumers.register("new", kinds=set(), handle=lambda row: None)
    _set_cursor("new")
    return {}


def _interleave(campaign: Any, pairs: int) -> None:
    """Take the number first and commit last, as concurrent deeds do: rows whose seq and xid disagree in order."""
    for number in range(pairs):
        first_wrote, second_done = threading.Event(), threading.Event()

        def slow(number: int = number, wrote: threading.Event = first_wrote, go_on: threading.Event = second_done) -> None:
            from django.db import connection, transaction

            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_current_xact_id()")  # the older transaction …
                wrote.set()
                go_on.wait(30)
                _record(campaign, 100 + number)  # … writes the newer row
            connection.close()

        thread = threading.Thread(target=slow)
        thread.start()
        first_wrote.wait(30)
        _record(campaign, 200 + number)
        second_done.set()
        thread.join()


def _record(campaign: Any, number: int) -> None:
    from groundswell.campaigns.events import CampaignFounded
    from groundswell.kit.actor import machine
    from groundswell.kit.db import scope
    from groundswell.pulse.log import record

    with scope(campaign.pk):
        record(CampaignFounded(pillars=number), actor=machine(campaign.pk), subject=campaign)


def _passed(consumer: str) -> int:
    from groundswell.kit.db import as_system
    from groundswell.pulse.models import Cursor, PulseEvent

    with as_system():
        cursor = Cursor.objects.get(consumer=consumer)
        return PulseEvent.objects.count() - len(_after(cursor))


def _after(cursor: Any) -> list[int]:
    from groundswell.pulse.reading import Position, settled

    return [row.seq for row in settled(Position(cursor.xid, cursor.seq), limit=10_000)]


def _set_cursor(name: str) -> None:
    from groundswell.kit.clock import now
    from groundswell.kit.db import as_system
    from groundswell.pulse.models import Cursor

    with as_system():
        Cursor.objects.create(consumer=name, moved_at=now())


def report() -> dict[str, Any]:
    """Tell every table's rows (their stamps aside), the schema with its rights, and what each consumer has yet to read."""
    import subprocess

    import psycopg

    from groundswell.kit.db import as_system
    from groundswell.ops.programs import connection_arguments, program
    from groundswell.pulse.models import Cursor
    from groundswell.pulse.reading import home

    server = present_server()
    tables = {}
    with psycopg.connect(server.superuser_dsn) as connection:
        names = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        for name in sorted(names):
            without = "- 'xid'" if name == "pulse_pulseevent" else "- 'xid' - 'seq'" if name == "pulse_cursor" else ""
            rows = connection.execute(f"SELECT (to_jsonb(t) {without})::text FROM {name} t ORDER BY 1").fetchall()
            tables[name] = [len(rows), hashlib.sha256("\n".join(row for (row,) in rows).encode()).hexdigest()]
    with as_system():
        unread = {cursor.consumer: _after(cursor) for cursor in Cursor.objects.all()}
    dsn, environment = connection_arguments(server.superuser_dsn)
    command = [program(server, "pg_dump"), "--schema-only", "--restrict-key=drill", "-d", dsn]
    schema = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    # PostgreSQL itself writes the casts in a list differently once it has read them back; all else must be the same.
    same = [line for line in schema.splitlines() if "ARRAY[" not in line]
    return {"tables": tables, "unread": unread, "schema": same, "home": home()}


def go_on() -> dict[str, Any]:
    """Record one more event and let every consumer read on; tell what each saw."""
    from groundswell.campaigns.models import Campaign
    from groundswell.pulse import consumers

    seen: dict[str, list[int]] = {}
    _record(Campaign.objects.get(), 999)
    consumers._consumers.clear()
    for name in ("early", "late", "new"):
        consumers.register(name, kinds={KIND}, handle=lambda row, name=name: seen.setdefault(name, []).append(row.seq))
    consumers.run_until_quiet()
    return seen


def write_more() -> dict[str, Any]:
    """Record what no consumer reads yet."""
    from groundswell.campaigns.models import Campaign

    _interleave(Campaign.objects.get(), 3)
    return {}


def move_away() -> dict[str, Any]:
    """Leave the stamps as another server would have written them, as a plain dump and load does."""
    import psycopg

    later = "((xid::text::bigint + 5000000)::text)::xid8"
    with psycopg.connect(present_server().superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"UPDATE pulse_pulseevent SET xid = {later}")
        connection.execute(f"UPDATE pulse_cursor SET xid = {later} WHERE seq > 0")
    return {}


STEPS = {step.__name__: step for step in (fill, report, go_on, write_more, move_away)}

if __name__ == "__main__":
    with opened(needs="tables"):
        told = {step: STEPS[step]() for step in sys.argv[1:]}
    sys.stdout.write(json.dumps(told))
