"""Twelve writers and a tight reader: every row is read, once, in one order."""

from __future__ import annotations

import threading
import time

from django.db import connection

from groundswell.campaigns.events import CampaignFounded
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import as_system, scope
from groundswell.pulse.log import record
from groundswell.pulse.models import PulseEvent
from groundswell.pulse.reading import Position, lag_seconds, newest, settled

WRITERS, DEEDS = 12, 40


def _write(campaign: Campaign, number: int) -> None:
    try:
        for deed in range(DEEDS):
            with scope(campaign.pk):
                record(CampaignFounded(pillars=number), actor=machine(campaign.pk), subject=campaign)
                if deed % 3 == number % 3:
                    time.sleep(0.002)  # so that later sequence numbers commit before earlier ones
    finally:
        connection.close()


def test_twelve_writers_and_a_tight_reader_lose_nothing(committed: None) -> None:
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    writers = [threading.Thread(target=_write, args=(campaign, number)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    seen: list[int] = []
    at = Position()
    while True:
        alive = any(writer.is_alive() for writer in writers)
        with as_system():
            rows = settled(at, limit=50)
        seen += [row.seq for row in rows]
        if rows:
            at = Position(rows[-1].xid, rows[-1].seq)
        elif not alive:
            break
    with scope(campaign.pk):
        written = set(PulseEvent.objects.values_list("seq", flat=True))
    assert len(seen) == len(set(seen)) == WRITERS * DEEDS + 1
    assert set(seen) == written


def test_an_open_transaction_holds_later_rows_back_and_lag_tells(committed: None) -> None:
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with scope(campaign.pk):
            record(CampaignFounded(pillars=1), actor=machine(campaign.pk), subject=campaign)
            entered.set()
            leave.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(10)
    with as_system():
        start = newest()
    with scope(campaign.pk):
        record(CampaignFounded(pillars=2), actor=machine(campaign.pk), subject=campaign)
    with as_system():
        assert not settled(start)
        assert lag_seconds(start) > 0
    leave.set()
    holder.join()
    with as_system():
        assert [row.data["pillars"] for row in settled(start)] == [1, 2]


def test_a_position_is_written_and_read_as_text() -> None:
    assert Position.parse(str(Position("12", 34))) == Position("12", 34)
    assert Position.parse("12") is None
    assert Position.parse("'; drop table--.1") is None
