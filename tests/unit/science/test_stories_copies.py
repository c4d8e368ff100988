"""What is a copy and what is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.science.stories import StoryStream, copies

HOUR = 3600.0
TITLE = "Council of Port Alder puts off the vote on the new ferry terminal"
LEAD = "The council of Port Alder put off on Tuesday night a vote on the ferry terminal that has split the town for years."


@pytest.mark.parametrize(
    "other",
    [TITLE.upper(), f"  {TITLE}!", TITLE.replace(" ", "  "), f"{TITLE} - The Alder Post", f"{TITLE} | The Alder Post"],
)
def test_the_same_title_is_a_copy_whatever_its_dress(other):
    stream = StoryStream()
    stream.add("a", TITLE, 0.0)
    answer = stream.add("b", other, HOUR, source="The Alder Post")
    assert (answer.story, answer.copy_of, answer.score, answer.reasons[0].code) == ("a", "a", 1.0, "same_title")


def test_nearly_the_same_text_is_a_copy_of_the_first_of_them():
    stream = StoryStream()
    stream.add("a", f"{TITLE}\n{LEAD}", 0.0)
    answer = stream.add("b", f"{TITLE} again\n{LEAD}", HOUR)
    assert (answer.copy_of, answer.reasons[0].code) == ("a", "near_copy")
    assert 0.7 <= answer.score < 1
    assert stream.add("c", f"{TITLE} again\n{LEAD} More soon.", HOUR).copy_of == "a"


def test_a_number_in_the_place_of_another_is_no_copy():
    stream = StoryStream()
    stream.add("a", "Port Alder harbour office counts 214 boats in the storm shelter tonight", 0.0)
    assert stream.add("b", "Port Alder harbour office counts 391 boats in the storm shelter tonight", HOUR).copy_of is None


def test_a_standing_title_over_another_text_is_no_copy():
    stream = StoryStream()
    stream.add("a", f"Morning briefing\n{LEAD}", 0.0)
    other = "Morning briefing\nSchools in the Tern valley open an hour later from Monday, and the price of bread goes up again."
    assert stream.add("b", other, 24 * HOUR).copy_of is None


def test_items_in_different_languages_are_no_copies_by_title():
    stream = StoryStream()
    stream.add("a", "Interview", 0.0, lang="fr")
    assert stream.add("b", "Interview", HOUR, lang="de").copy_of is None


def _words(text):
    numbers = {}
    return np.array([numbers.setdefault(word, len(numbers)) for word in text.split()], np.int32)


def test_substitutions_are_gaps_that_both_sides_fill():
    joined = _words("a wins ohio | a wins iowa")
    assert copies.substitutions(joined[:3], joined[4:]).tolist() == [[2, 3, 2, 3]]
    joined = _words("a wins | wins ohio")
    assert copies.substitutions(joined[:2], joined[3:]).tolist() == []


@given(st.lists(st.integers(0, 6), max_size=12), st.lists(st.integers(0, 6), max_size=12))
def test_substitutions_lie_in_order_and_never_hold_equal_words_in_full(a, b):
    one, other = np.array(a, np.int32), np.array(b, np.int32)
    end_one = end_other = 0
    for from_one, to_one, from_other, to_other in copies.substitutions(one, other).tolist():
        assert end_one <= from_one < to_one <= len(a) and end_other <= from_other < to_other <= len(b)
        assert not set(a[from_one:to_one]) & set(b[from_other:to_other])
        end_one, end_other = to_one, to_other
    assert len(copies.substitutions(one, one)) == 0


def test_signatures_estimate_the_jaccard_similarity():
    letters = [chr(97 + (i * i + 3 * i) % 26) + chr(97 + (7 * i) % 26) for i in range(150)]
    one, other = "".join(letters), "".join(letters[:100]) + "".join(reversed(letters[100:]))
    sets = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (one, other)]
    truth = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    assert copies.agreement(copies.signature(one), copies.signature(other)) == pytest.approx(truth, abs=0.15)
