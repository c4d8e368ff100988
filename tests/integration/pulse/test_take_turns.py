"""A consumer that reckons for long neither stands before those that somebody waits for nor holds the pulse back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from groundswell.campaigns.events import CampaignFounded
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import as_system, scope, take_turn
from groundswell.pulse import bell, consumers
from groundswell.pulse.log import record
from groundswell.pulse.models import Cursor
from groundswell.pulse.reading import Row

KIND = "campaigns.campaign_founded"
PATIENCE = 30.0


@pytest.fixture
def campaign(committed: None, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """A campaign whose founding all have read."""
    found = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    monkeypatch.setattr(consumers, "_consumers", {})
    return found


@pytest.fixture
def loop(campaign: Campaign) -> Iterator[Callable[[], None]]:
    """Run the loop in a thread of its own, as the worker does."""
    stop = threading.Event()
    thread = threading.Thread(target=bell.consume_for_ever, args=[stop])
    yield thread.start
    stop.set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('groundswell_pulse', '')")
    thread.join(PATIENCE)
    assert not thread.is_alive()


def _happen(campaign: Campaign, *numbers: int) -> None:
    with scope(campaign.pk):
        for number in numbers:
            record(CampaignFounded(pillars=number), actor=machine(campaign.pk), subject=campaign)


def test_who_is_waited_for_does_not_wait(campaign: Campaign, loop: Callable[[], None]) -> None:
    reckons, may_end, heard = threading.Event(), threading.Event(), threading.Event()

    def reckon(row: Row) -> None:
        take_turn("reckoning")  # as one that reckons does; a locked row would hold everybody back
        reckons.set()
        assert may_end.wait(PATIENCE)

    consumers.register("a.slow", kinds={KIND}, handle=reckon)
    consumers.register("b.alerts", kinds={KIND}, handle=lambda row: row.data["pillars"] == 7 and heard.set(), is_awaited=True)
    loop()
    assert reckons.wait(PATIENCE)
    _happen(campaign, 7)
    try:
        assert heard.wait(PATIENCE), "it stood behind the one that reckons"
    finally:
        may_end.set()


def test_what_takes_long_is_kept_row_by_row(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "LONGEST", -1.0)
    seen: list[int] = []
    consumers.register("slow", kinds={KIND}, handle=lambda row: seen.append(row.data["pillars"]))
    (slow,) = consumers.registered()
    consumers.run_until_quiet()
    _happen(campaign, 1, 2, 3)
    for told in ([1], [1, 2], [1, 2, 3]):
        assert consumers.run_batch(slow) == 1
        assert seen[1:] == told
    assert consumers.run_batch(slow) == 0


def test_a_batch_that_ends_early_still_takes_each_thing_once(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "LONGEST", -1.0)
    seen: list[int] = []
    consumers.register(
        "once",
        kinds={KIND},
        handle=lambda row: seen.append(row.data["pillars"]),
        once_for=lambda row: row.data["pillars"] % 2,
    )
    consumers.run_until_quiet()
    seen.clear()
    _happen(campaign, 1, 2, 3, 4, 5)
    consumers.run_until_quiet()
    assert seen == [4, 5]


def test_another_process_at_it_is_left_to_it(campaign: Campaign) -> None:
    consumers.register("slow", kinds={KIND}, handle=lambda row: None)
    (slow,) = consumers.registered()
    holds, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with scope(campaign.pk):
            take_turn("consumer slow")
            holds.set()
            may_end.wait(PATIENCE)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert holds.wait(PATIENCE)
    assert consumers.run_batch(slow) == 0
    may_end.set()
    other.join(PATIENCE)
    assert consumers.run_batch(slow) > 0
    with as_system():
        assert Cursor.objects.get(consumer="slow").seq > 0
