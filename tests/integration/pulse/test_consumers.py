"""A consumer's effect and cursor commit together; a failing row is parked and the rest goes on; a replay starts at zero."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from groundswell.campaigns.events import CampaignFounded
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import as_system, scope
from groundswell.people.models import Person
from groundswell.pulse import bell, consumers
from groundswell.pulse.log import record
from groundswell.pulse.models import Cursor, ParkedRow
from groundswell.pulse.reading import Row

KIND = "campaigns.campaign_founded"


@pytest.fixture
def campaign(committed: None) -> Campaign:
    return found_campaign(slug="ellery", name="Ellery", actor=machine(None))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only the consumers a test registers."""
    monkeypatch.setattr(consumers, "_consumers", {})
    yield


def _happen(campaign: Campaign, *numbers: int) -> None:
    for number in numbers:
        with scope(campaign.pk):
            record(CampaignFounded(pillars=number), actor=machine(campaign.pk), subject=campaign)


def _note(row: Row) -> None:
    Person.objects.create(campaign_id=row.campaign_id, name=f"seen {row.data['pillars']}", created_at=row.at)


def _noted(campaign: Campaign) -> list[str]:
    with scope(campaign.pk):
        return list(Person.objects.order_by("id").values_list("name", flat=True))


def test_every_row_is_handled_once_in_its_campaign(campaign: Campaign) -> None:
    consumers.register("notes", kinds={KIND}, handle=_note)
    _happen(campaign, 7, 8)
    assert consumers.run_until_quiet() == 3
    assert consumers.run_until_quiet() == 0
    assert _noted(campaign) == ["seen 0", "seen 7", "seen 8"]


def test_a_failing_row_is_parked_and_the_rest_goes_on(campaign: Campaign) -> None:
    def handle(row: Row) -> None:
        _note(row)
        if row.data["pillars"] == 7:
            raise ValueError("seven")

    consumers.register("notes", kinds={KIND}, handle=handle)
    _happen(campaign, 7, 8)
    consumers.run_until_quiet()
    assert _noted(campaign) == ["seen 0", "seen 8"]
    with as_system():
        parked = ParkedRow.objects.get()
        assert "ValueError: seven" in parked.traceback


def test_a_broken_statement_is_parked_like_any_failure(campaign: Campaign) -> None:
    def handle(row: Row) -> None:
        Person.objects.create(campaign_id="00000000-0000-7000-8000-000000000000", created_at=row.at)

    consumers.register("notes", kinds={KIND}, handle=handle)
    consumers.run_until_quiet()
    with as_system():
        assert "row-level security" in ParkedRow.objects.get().traceback


def test_many_rows_of_one_thing_are_handled_once_a_batch(campaign: Campaign) -> None:
    consumers.register("notes", kinds={KIND}, handle=_note, once_for=lambda row: row.subject_id)
    _happen(campaign, 1, 2, 3)
    consumers.run_until_quiet()
    assert _noted(campaign) == ["seen 3"]


def test_a_cursor_at_zero_replays_everything(campaign: Campaign) -> None:
    consumers.register("notes", kinds={KIND}, handle=_note)
    consumers.run_until_quiet()
    with as_system():
        Cursor.objects.update(xid="0", seq=0)
    consumers.run_until_quiet()
    assert _noted(campaign) == ["seen 0", "seen 0"]


def test_a_dead_handler_leaves_neither_effect_nor_cursor(campaign: Campaign) -> None:
    """A process that dies in the middle of a batch: nothing of the batch is there, the next run does it all."""

    def die(row: Row) -> None:
        _note(row)
        raise KeyboardInterrupt

    consumers.register("notes", kinds={KIND}, handle=die)
    with pytest.raises(KeyboardInterrupt):
        consumers.run_until_quiet()
    assert _noted(campaign) == []
    consumers.register("notes", kinds={KIND}, handle=_note)
    consumers.run_until_quiet()
    assert _noted(campaign) == ["seen 0"]


def _within(seconds: float, campaign: Campaign, expected: list[str]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _noted(campaign) == expected:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("lost", [False, True])
def test_the_bell_wakes_the_loop_and_a_lost_bell_costs_one_look(
    campaign: Campaign, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the bell cut off, the loop still finds the row when it next looks (here every half second)."""
    monkeypatch.setattr(bell, "LOOK_EVERY", 0.5 if lost else 30.0)
    monkeypatch.setattr(bell.Bell.wait, "__defaults__", (bell.LOOK_EVERY,))
    if lost:
        monkeypatch.setattr("groundswell.pulse.log._ring", lambda: None)
    consumers.register("notes", kinds={KIND}, handle=_note)
    stop = threading.Event()
    loop = threading.Thread(target=bell.consume_for_ever, args=(stop,))
    loop.start()
    try:
        assert _within(10, campaign, ["seen 0"])
        time.sleep(0.2)
        _happen(campaign, 9)
        assert _within(10, campaign, ["seen 0", "seen 9"])
    finally:
        stop.set()
        monkeypatch.undo()
        _happen(campaign, 1)
        loop.join(40)
    assert not loop.is_alive()
