"""A stream put away and taken up again goes on as if nothing had happened."""

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.science.stories import StoryStream

WORDS = ["Ferry", "strike", "Alder", "bridge", "flood", "Tern", "vote", "12", "300", "mayor", "school", "of", "the"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
leads = st.just("") | texts.map(lambda lead: f"\n{lead}")
items = st.lists(st.tuples(texts, leads, st.floats(0, 400)), min_size=2, max_size=40)
edits = st.sampled_from(["none", "move", "merge", "split"])


def _play(stream, entries, start):
    return [stream.add(n, title + lead, hours * 3600.0) for n, (title, lead, hours) in enumerate(entries, start)]


def _edit(stream, edit):
    ids = sorted(stream._roll.items)
    stories = [stream._roll.story_of(id) for id in ids]
    if edit == "move":
        stream.move(ids[0], stories[-1])
    elif edit == "merge":
        stream.merge(stories[0], stories[-1])
    elif edit == "split":
        stream.split(stories[-1], [ids[-1]], into="new")


@settings(max_examples=60, deadline=None)
@given(items, st.integers(1, 40), edits)
def test_restore_and_replay_is_the_uninterrupted_run(entries, cut, edit):
    cut = min(cut, len(entries) - 1)
    stream = StoryStream()
    stream._sweep_at = 8
    _play(stream, entries[:cut], 0)
    _edit(stream, edit)
    saved = stream.snapshot()
    restored = StoryStream.restore(saved)
    assert restored.snapshot() == saved
    assert _play(restored, entries[cut:], cut) == _play(stream, entries[cut:], cut)
    assert restored.snapshot() == stream.snapshot()


@settings(max_examples=30, deadline=None)
@given(items)
def test_giving_back_room_changes_no_answer(entries):
    entries = sorted(entries, key=lambda entry: entry[2])
    tidy, untidy = StoryStream(48), StoryStream(48)
    answers = []
    for number, (title, lead, hours) in enumerate(entries):
        tidy._sweep_at = 0
        answers.append((tidy.add(number, title + lead, hours * 3600.0), untidy.add(number, title + lead, hours * 3600.0)))
    assert all(one == other for one, other in answers)


def test_a_sweep_forgets_items_and_stories_that_are_too_old():
    stream = StoryStream(24)
    for number in range(6000):
        stream.add(number, f"Report number{number} from street{number % 977}", number * 600.0)
    assert len(stream) < 3000 and 0 not in stream and 5999 in stream
    assert StoryStream.restore(stream.snapshot()).snapshot() == stream.snapshot()


def test_ids_of_many_kinds_come_back():
    ids = ["a", 7, None, True, 2.5, b"x", uuid.UUID(int=5), ("a", (1, b""))]
    stream = StoryStream()
    for number, id in enumerate(ids):
        stream.add(id, f"Title{number} alone{number}", 0.0)
    restored = StoryStream.restore(stream.snapshot())
    assert [restored.add((number, "again"), f"Title{number} alone{number}", 1.0).copy_of for number in range(8)] == ids


def test_an_id_without_words_for_it_is_refused():
    stream = StoryStream()
    stream.add(frozenset(), "Ferry strike", 0.0)
    with pytest.raises(TypeError, match="frozenset"):
        stream.snapshot()


@pytest.mark.parametrize("spoil", [lambda d: b"", lambda d: d[:-1], lambda d: b"x" + d, lambda d: d[:19] + b"\xff" + d[20:]])
def test_a_damaged_snapshot_is_refused(spoil):
    stream = StoryStream()
    stream.add("a", "Ferry strike", 0.0)
    with pytest.raises(ValueError, match=r"^data "):
        StoryStream.restore(spoil(stream.snapshot()))


def test_an_empty_stream_comes_back_empty():
    assert len(StoryStream.restore(StoryStream(5).snapshot())) == 0
