"""Which story an item joins, and what the stream says about it."""

import os
import subprocess
import sys

import pytest

from groundswell.science.stories import Reason, StoryStream

HOUR = 3600.0
FLOOD = "Marrow Bridge closed after flood\nThe old Marrow Bridge was closed on Monday after the river Tern rose overnight."
FLOOD_AGAIN = "Flood shuts Marrow Bridge\nTraffic was turned back as the river Tern rose and the Marrow Bridge was shut."
STRIKE = "Ferry workers vote for a strike\nCrews of the Port Alder ferry voted by nine to one to walk out next week."


def test_two_reports_of_one_event_share_a_story_named_by_the_first():
    stream = StoryStream()
    assert stream.add("a", FLOOD, 0.0).story == "a"
    second = stream.add("b", FLOOD_AGAIN, HOUR)
    assert (second.story, second.copy_of) == ("a", None)
    assert second.reasons[0].code == "shared_words"
    assert {"marrow", "bridge"} <= set(second.reasons[0].words) | {"tern", "river"}
    assert 0 < second.score <= 1


def test_another_event_opens_a_story():
    stream = StoryStream()
    stream.add("a", FLOOD, 0.0)
    other = stream.add("b", STRIKE, HOUR)
    assert (other.story, other.copy_of) == ("b", None)
    assert other.reasons[0].code == "no_story_near"


def test_small_words_bring_nothing_together_in_an_empty_stream():
    stream = StoryStream()
    stream.add("a", "Hollin library to open until ten on weekdays\nThe library will be open until ten from now on.", 0.0)
    other = stream.add("b", "Assembly puts off night bill until after the recess\nThe bill will wait until then.", HOUR)
    assert other.story == "b"


def test_a_name_in_the_place_of_another_keeps_two_stories_apart():
    stream = StoryStream()
    stream.add("a", "Delacroix wins Ohio", 0.0)
    other = stream.add("b", "Delacroix wins Iowa", HOUR)
    assert (other.story, other.copy_of) == ("b", None)
    assert other.reasons == (Reason("different_names", ("iowa", "ohio"), other.score),)
    assert stream.add("c", "Delacroix wins Ohio primary", 2 * HOUR).story == "a"
    assert stream.add("d", "Delacroix wins Iowa caucus", 2 * HOUR).story == "b"


def test_an_agency_mark_in_front_is_no_name_in_the_place_of_another():
    stream = StoryStream()
    stream.add("a", "Harbour master Delacroix files for protection in Port Alder court", 0.0)
    again = stream.add("b", "RPT-Delacroix files for protection in Port Alder court", HOUR)
    assert again.story == "a"


def test_an_item_older_than_the_window_is_forgotten():
    stream = StoryStream(window_hours=24)
    stream.add("a", FLOOD, 0.0)
    assert stream.add("b", FLOOD_AGAIN, 25 * HOUR).story == "b"


def test_a_copy_keeps_its_original_alive():
    stream = StoryStream(window_hours=24)
    stream.add("a", FLOOD, 0.0)
    stream.add("b", FLOOD, 20 * HOUR)
    assert stream.add("c", FLOOD_AGAIN, 30 * HOUR).story == "a"


def test_the_caller_may_name_stories_and_replay_what_was_decided():
    stream = StoryStream(new_story=lambda item: f"story of {item}")
    assert stream.add("a", FLOOD, 0.0).story == "story of a"
    placed = stream.add("b", STRIKE, HOUR, story="story of a")
    assert (placed.story, placed.reasons[0].code) == ("story of a", "placed")
    assert stream.add("c", FLOOD, HOUR, story="elsewhere").story == "elsewhere"


@pytest.mark.parametrize("at", [float("nan"), float("inf"), float("-inf")])
def test_a_time_that_is_none_is_refused(at):
    with pytest.raises(ValueError, match=r"^at "):
        StoryStream().add("a", FLOOD, at)


def test_an_id_comes_once():
    stream = StoryStream()
    stream.add("a", FLOOD, 0.0)
    with pytest.raises(ValueError, match="'a' is already"):
        stream.add("a", STRIKE, 0.0)


@pytest.mark.parametrize("window", [0, -1, float("nan"), float("inf")])
def test_a_window_that_is_none_is_refused(window):
    with pytest.raises(ValueError, match="window_hours"):
        StoryStream(window)


def test_add_many_is_add_in_turn_and_takes_all_or_none():
    items = [("a", FLOOD, 0.0), ("b", STRIKE, HOUR, "en", "The Alder Post"), ("c", FLOOD_AGAIN, 2 * HOUR)]
    many, single = StoryStream(), StoryStream()
    one = [single.add("a", FLOOD, 0.0), single.add("b", STRIKE, HOUR, lang="en", source="The Alder Post")]
    assert many.add_many(items) == [*one, single.add("c", FLOOD_AGAIN, 2 * HOUR)]
    assert many.snapshot() == single.snapshot()
    with pytest.raises(ValueError, match="text is empty"):
        many.add_many([("d", STRIKE, HOUR), ("e", " ", HOUR)])
    with pytest.raises(ValueError, match="comes twice"):
        many.add_many([("d", STRIKE, HOUR), ("d", STRIKE, HOUR)])
    assert "d" not in many and len(many) == 3


_CHILD = """
from groundswell.science.stories import StoryStream
stream = StoryStream()
for number in range(60):
    words = [f"Word{(number * k) % 17}" for k in range(1, 7)]
    answers.append(repr(stream.add(f"id{number}", " ".join(words), number * 1000.0)))
"""


def test_the_same_items_make_the_same_stories_whatever_the_hash_seed():
    here = {"answers": []}
    exec(compile(_CHILD, "child", "exec"), here)  # noqa: S102  (the very lines that the other process runs)
    environment = {**os.environ, "PYTHONHASHSEED": "42", "PYTHONPATH": os.pathsep.join(sys.path)}
    program = f"answers = []{_CHILD}print('|'.join(answers))"
    there = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True).stdout
    assert there.strip() == "|".join(here["answers"]) and "copy_of='id" in there
