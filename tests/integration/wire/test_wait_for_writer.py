"""One writer a campaign: two runs at once take turns batch by batch, and neither loses nor doubles an item."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from tests.news import HEADER, lines_of_news, partition

from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.wire import ingest
from groundswell.wire.models import Item, Stream
from groundswell.wire.services import CampaignStream

NEWS = lines_of_news(80)


@pytest.fixture
def campaign_id(committed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[uuid.UUID]:
    monkeypatch.setattr(ingest, "BATCH", 10)
    yield found_campaign(slug="ellery", name="Ellery", actor=machine(None, via="cli")).pk


def _file(directory: Path, name: str, lines: list[str]) -> Path:
    path = directory / name
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def _run(path: Path, campaign_id: uuid.UUID) -> ingest.Tally:
    actor = machine(campaign_id, via="cli")
    return ingest.Ingest([path], campaign_id=campaign_id, actor=actor, reject=pytest.fail, watch=lambda run: None).run()


def _in_a_child(path: Path, campaign_id: uuid.UUID) -> int:
    for one in connections.all():
        one.close()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _run(path, campaign_id)
            code = 0
        finally:
            os._exit(code)
    return child


def _someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_second_run_waits_for_the_first(campaign_id: uuid.UUID, tmp_path: Path) -> None:
    with scope(campaign_id):
        CampaignStream(campaign_id).lock()
    child = _in_a_child(_file(tmp_path, "one.tsv", NEWS[:20]), campaign_id)
    with scope(campaign_id):
        CampaignStream(campaign_id).lock()
        deadline = time.monotonic() + 60
        while not _someone_waits() and os.waitpid(child, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
            time.sleep(0.02)
        found_before = Item.objects.count()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with scope(campaign_id):
        assert found_before < 20 == Item.objects.count()


def test_two_runs_at_once_lose_and_double_nothing(campaign_id: uuid.UUID, tmp_path: Path) -> None:
    one, other = _file(tmp_path, "one.tsv", NEWS[::2]), _file(tmp_path, "other.tsv", NEWS[1::2])
    child = _in_a_child(one, campaign_id)
    tally = _run(other, campaign_id)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert tally.new == len(NEWS[1::2])
    with scope(campaign_id):
        assert sorted(Item.objects.values_list("position", flat=True)) == list(range(1, len(NEWS) + 1))
        assert Stream.objects.get().next_position == len(NEWS) + 1
        together = partition(campaign_id)
        order = list(Item.objects.order_by("position").values_list("file", "line"))
    # The same items in the order in which they came make the same stories in one run.
    lines = {("one.tsv", 2 + at): line for at, line in enumerate(NEWS[::2])}
    lines |= {("other.tsv", 2 + at): line for at, line in enumerate(NEWS[1::2])}
    alone = found_campaign(slug="alone", name="Alone", actor=machine(None, via="cli")).pk
    _run(_file(tmp_path, "both.tsv", [lines[place] for place in order]), alone)
    with scope(alone):
        found = partition(alone)
    assert {frozenset(order[line - 2] for _file, line in story) for story in found} == together
