"""A process that is killed in the middle loses and doubles nothing: the same command ends with the same rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.killing import die_at, killed
from tests.news import HEADER, lines_of_news, partition

from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.pulse.models import PulseEvent
from groundswell.wire import ingest
from groundswell.wire.models import Item, ItemVersion, Stream
from groundswell.wire.services import items, stream

BATCH = 60


def _news() -> list[str]:
    """Invented news with an item whose words are changed later: the stream saw the first ones, a replay must too."""
    lines = lines_of_news(200)
    day, link = lines[0][:10], "https://alder.example/1"
    lines.insert(10, f"{day}\tZebra crossing painted at the depot\t\t{link}\tThe Alder Post")
    lines.insert(70, f"{day}\tMuseum of bread wins a prize for loaves\t\t{link}\tThe Alder Post")
    lines.insert(290, f"{day}\tMuseum of bread wins a prize for its loaves\t\t\tOrchard Radio")
    return lines


NEWS = _news()
ITEMS = len(NEWS) - 1


@pytest.fixture
def news(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "news.tsv"
    path.write_text("\n".join([HEADER, *NEWS]), encoding="utf-8")
    monkeypatch.setattr(ingest, "BATCH", BATCH)
    monkeypatch.setattr(items, "SNAPSHOT_EVERY", 3 * BATCH)  # so that snapshot and replay both have a part
    yield path


def _campaign(slug: str) -> uuid.UUID:
    return found_campaign(slug=slug, name=slug, actor=machine(None, via="cli")).pk


def _run(path: Path, campaign_id: uuid.UUID) -> ingest.Tally:
    actor = machine(campaign_id, via="cli")
    run = ingest.Ingest([path], campaign_id=campaign_id, actor=actor, reject=pytest.fail, watch=lambda run: None)
    return run.run()


POINTS: dict[str, Callable[[], None]] = {
    "before the first commit": lambda: die_at(items, "record_many", 1),
    "between two batches": lambda: die_at(ingest, "take_in_items", 3),
    "with everything written and nothing committed": lambda: die_at(items, "record_many", 4, after=True),
    "just after a batch that wrote a snapshot": lambda: die_at(ingest, "take_in_items", 5),
    "while the last snapshot is written": lambda: die_at(stream.CampaignStream, "write", len(NEWS) // BATCH + 2, after=True),
}


def test_killed_anywhere_and_run_again_the_rows_are_the_same(news: Path) -> None:
    whole = _campaign("whole")
    tally = _run(news, whole)
    assert (tally.new, tally.updated) == (ITEMS, 1)
    with scope(whole):
        expected = partition(whole)
        events = PulseEvent.objects.filter(kind="wire.story_opened").count()
    for turn, (where, arrange) in enumerate(POINTS.items()):
        torn = _campaign(f"torn-{turn}")
        killed(arrange, partial(_run, news, torn))
        with scope(torn):
            before = Item.objects.count()
            assert [before] == [row.next_position - 1 for row in Stream.objects.all()] or before == 0, where
        tally = _run(news, torn)
        assert (tally.new, tally.new + tally.copies + tally.updated) == (ITEMS - before, len(NEWS)), where
        with scope(torn):
            assert partition(torn) == expected, where
            assert ItemVersion.objects.count() == 1, where
            assert PulseEvent.objects.filter(kind="wire.story_opened").count() == events, where
            assert sorted(Item.objects.values_list("position", flat=True)) == list(range(1, ITEMS + 1))
