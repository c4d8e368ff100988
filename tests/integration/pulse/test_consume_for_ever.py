"""The consumers' loop: a row that an older deed holds back is handled when that ends, not at the next look."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from groundswell.campaigns.events import CampaignFounded
from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.pulse import bell, consumers
from groundswell.pulse.log import record

PATIENCE = 30.0


@pytest.fixture
def loop(committed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Run the loop in a thread of its own, as the worker does, with looks an hour apart: only bells and ends wake it."""
    monkeypatch.setattr(consumers, "_consumers", {})
    monkeypatch.setattr(bell, "LOOK_EVERY", 3_600.0)
    stop = threading.Event()
    thread = threading.Thread(target=bell.consume_for_ever, args=[stop])
    yield thread.start
    stop.set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('groundswell_pulse', '')")
    thread.join(PATIENCE)
    assert not thread.is_alive()


def _hold(holds: threading.Event, may_end: threading.Event) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        holds.set()
        may_end.wait(PATIENCE)
    connection.close()


def test_what_a_running_deed_holds_back_is_handled_when_it_ends(loop: Callable[[], None]) -> None:
    handled, holds, may_end = threading.Event(), threading.Event(), threading.Event()
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    consumers.run_until_quiet()
    consumers.register(
        "t.waits", kinds={"campaigns.campaign_founded"}, handle=lambda row: row.data["pillars"] == 7 and handled.set()
    )
    loop()
    older = threading.Thread(target=_hold, args=[holds, may_end])
    older.start()
    assert holds.wait(PATIENCE)
    with scope(campaign.pk):
        record(CampaignFounded(pillars=7), actor=machine(campaign.pk), subject=campaign)
    assert not handled.wait(0.2), "an older deed runs"
    may_end.set()
    older.join(PATIENCE)
    assert handled.wait(PATIENCE)
