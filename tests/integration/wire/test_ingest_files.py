"""`groundswell wire ingest`: every line of a file is counted, twice is the same as once, the object is the one promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.news import lines_of_news, partition

from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import Item, Story, Stream

NEWS = lines_of_news(60)


def test_everything_comes_in_once(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    path = write(*NEWS)
    first = ingest(path)
    assert list(first.said) == ["read", "new", "copies", "updated", "rejected", "stories", "seconds"]
    assert first.counts == (len(NEWS), 0, 0, 0)
    assert first.said["stories"] == Story.objects.count() > 1
    assert Item.objects.filter(file="news.tsv").count() == len(NEWS)
    events = PulseEvent.objects.count()
    again = ingest(path)
    assert again.counts == (0, len(NEWS), 0, 0)
    assert again.said["stories"] == first.said["stories"]
    assert PulseEvent.objects.count() == events


def test_the_three_forms_say_the_same(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    tsv = write('2026-05-31\t"Flood" closes Marrow Bridge, again\tDeep\thttps://alder.example/a\tThe Alder Post')
    assert ingest(tsv).counts == (1, 0, 0, 0)
    csv = write(
        'Deep,"""Flood"" closes Marrow Bridge, again",1780185600,The Alder Post,https://alder.example/a',
        name="news.csv",
        header="summary,title,published,source,link",
    )
    assert ingest(csv).counts == (0, 1, 0, 0)
    jsonl = write(
        '{"date": 1780185600000, "title": "\\"Flood\\" closes Marrow Bridge, again", "lead": "Deep",'
        ' "link": "https://alder.example/a", "source": "The Alder Post", "tags": {"any": "thing"}}',
        name="news.jsonl",
        header="",
    )
    assert ingest(jsonl).counts == (0, 1, 0, 0)
    item = Item.objects.get()
    assert (item.title, item.published.isoformat()) == ('"Flood" closes Marrow Bridge, again', "2026-05-31T00:00:00+00:00")


def test_a_file_of_another_name_is_read_by_what_its_first_line_is(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object]
) -> None:
    assert ingest(write(NEWS[0], name="tabs.txt")).counts == (1, 0, 0, 0)
    assert ingest(write("2026-05-31,Ferry strike", name="commas.txt", header="date,title")).counts == (1, 0, 0, 0)
    assert ingest(write('{"date": "2026-05-31", "title": "Mill sold"}', name="x.log", header="")).counts == (1, 0, 0, 0)


def test_several_files_are_one_run(cast: Cast, write: Callable[..., str], ingest: Callable[..., object]) -> None:
    one, other = write(*NEWS[:30], name="one.tsv"), write(*NEWS[25:], "no date\tx\t\t\t", name="other.tsv")
    result = ingest(one, other)
    assert result.counts == (len(NEWS), 5, 0, 1)
    assert result.said["rejected"][0]["file"] == "other.tsv"


def test_stories_do_not_depend_on_where_the_batches_end(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(write(*NEWS))
    whole = partition(cast.campaign.pk)
    Item.objects.all().delete()
    Stream.objects.all().delete()
    monkeypatch.setattr("groundswell.wire.ingest.BATCH", 7)
    monkeypatch.setattr("groundswell.wire.services.items.SNAPSHOT_EVERY", 20)
    ingest(write(*NEWS[:50]))  # what a run that broke off leaves: some batches, and a snapshot from before the last of them
    ingest(write(*NEWS))
    assert partition(cast.campaign.pk) == whole


def _of_version_1(snapshot: bytes) -> bytes:
    head = snapshot.index(b"\x02\x00")  # the version follows the name of the format
    return snapshot[:head] + b"\x01\x00" + snapshot[head + 2 :]


@pytest.mark.parametrize("spoil", [lambda snapshot: b"not a state", _of_version_1], ids=["unreadable", "earlier format"])
def test_a_state_of_another_version_is_made_again_from_the_items(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], spoil: Callable[[bytes], bytes]
) -> None:
    ingest(write(*NEWS))
    whole = partition(cast.campaign.pk)
    Item.objects.all().delete()
    Stream.objects.all().delete()
    ingest(write(*NEWS[:100]))
    before = dict(Item.objects.values_list("pk", "story_id"))
    spoilt = spoil(bytes(Stream.objects.get().snapshot))
    Stream.objects.update(snapshot=spoilt)
    assert ingest(write(*NEWS)).counts == (len(NEWS) - 100, 100, 0, 0)
    assert before.items() <= dict(Item.objects.values_list("pk", "story_id")).items()
    assert partition(cast.campaign.pk) == whole  # what came later went on in the stories that were there
    stream = Stream.objects.get()
    assert bytes(stream.snapshot)[:21] != spoilt[:21]
    assert (stream.position, stream.next_position) == (len(NEWS), len(NEWS) + 1)


def test_a_file_that_begins_with_the_newest_makes_the_same_stories(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.wire.reading.order.LATE", timedelta(hours=1))
    assert ingest(write(*NEWS)).counts == (len(NEWS), 0, 0, 0)
    whole = {frozenset(len(NEWS) + 3 - line for _file, line in story) for story in partition(cast.campaign.pk)}
    Item.objects.all().delete()
    Stream.objects.all().delete()
    result = ingest(write(*NEWS[::-1], "no date\tx\t\t\t"))
    assert result.counts == (len(NEWS), 0, 0, 1)
    assert "older than one before them" not in result.err
    assert {frozenset(line for _file, line in story) for story in partition(cast.campaign.pk)} == whole


def test_people_get_words_and_programs_get_one_object(
    cast: Cast, write: Callable[..., str], ingest: Callable[..., object]
) -> None:
    path = write(*NEWS[:3], "yesterday\tNo date\t\t\t", name="mixed.tsv")
    result = ingest(path, as_json=False)
    assert (result.code, result.out) == (0, "")
    assert "4 lines read: 3 new, 0 there already, 0 with other words, 1 rejected." in result.err
    assert "rejected, line 5: “yesterday” is not a date" in result.err
