"""People move, merge and split; the stream never undoes it."""

import pytest

from groundswell.science.stories import StoryStream

HOUR = 3600.0
FLOOD = "Marrow Bridge closed after flood\nThe old Marrow Bridge was closed on Monday after the river Tern rose overnight."
FLOOD_AGAIN = "Flood shuts Marrow Bridge\nTraffic was turned back as the river Tern rose and the Marrow Bridge was shut."
FLOOD_LATER = "Marrow Bridge: when will it open?\nThe Tern has fallen but the Marrow Bridge stays shut after the flood."
STRIKE = "Ferry workers vote for a strike\nCrews of the Port Alder ferry voted by nine to one to walk out next week."


@pytest.fixture
def stream():
    stream = StoryStream()
    stream.add_many([("flood", FLOOD, 0.0), ("copy", FLOOD, HOUR), ("again", FLOOD_AGAIN, 2 * HOUR), ("strike", STRIKE, 0.0)])
    return stream


def test_later_items_follow_a_merge(stream):
    stream.merge("strike", "flood")
    assert stream.add("later", FLOOD_LATER, 3 * HOUR).story == "strike"
    assert stream.add("copied", FLOOD, 3 * HOUR).story == "strike"
    stream.merge("strike", "strike")
    assert stream.add("more", STRIKE, 3 * HOUR).story == "strike"


def test_copies_follow_an_original_that_was_moved(stream):
    assert stream.move("flood", "dam") is True
    answer = stream.add("copied", FLOOD, 3 * HOUR)
    assert (answer.story, answer.copy_of) == ("dam", "flood")


def test_a_story_lives_on_through_the_copy_that_stayed(stream):
    stream.move("again", "elsewhere")
    stream.move("flood", "dam")
    stream.merge("flood", "strike")
    assert stream.move("copy", "flood") is True
    stream.split("flood", ["copy"], into="bridge")
    assert stream.add("copied", FLOOD, 3 * HOUR).story == "bridge"


def test_a_moved_copy_takes_later_copies_with_it(stream):
    stream.move("copy", "dam")
    answer = stream.add("copied", FLOOD, 3 * HOUR)
    assert (answer.story, answer.copy_of) == ("dam", "copy")


def test_moving_within_a_story_changes_nothing(stream):
    before = stream.snapshot()
    stream.move("copy", "flood")
    stream.move("flood", "flood")
    assert stream.snapshot() == before


def test_split_names_the_story_by_the_first_free_id(stream):
    assert stream.split("flood", ["flood", "again"]) == "again"
    assert stream.split("flood", ["copy"], into="bridge") == "bridge"
    assert stream.split("bridge", ["copy", "long gone"]) == "copy"


@pytest.mark.parametrize(
    ("story", "ids", "into", "message"),
    [
        ("flood", [], None, "ids is empty"),
        ("flood", ["strike", "again"], None, "'strike' is in another story"),
        ("flood", ["flood"], None, "into must name"),
        ("flood", ["again"], "strike", "into must name"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused_and_changes_nothing(stream, story, ids, into, message):
    before = stream.snapshot()
    with pytest.raises(ValueError, match=message):
        stream.split(story, ids, into=into)
    assert stream.snapshot() == before


def test_an_item_no_longer_live_is_passed_over(stream):
    before = stream.snapshot()
    assert stream.move("long gone", "flood") is False
    assert stream.snapshot() == before
