"""How much two texts say the same: by the words they share, without those of the story."""

from __future__ import annotations

from groundswell.responses.sameness import MUCH, sameness, shared, without, words_in

SAMPLES = "Before the board votes on the pipes, it should read out what they gave us last month. Ask for the samples tonight."
REWORDED = "Ask tonight for last month's samples: the board should read out what the pipes gave before anybody votes."
FARES = "A single ticket across the valley costs more than an hour of work. Let children ride free and see who comes along."


def test_the_same_in_another_order_is_much_the_same() -> None:
    one, other = words_in(SAMPLES), words_in(REWORDED)
    assert sameness(one, other) > MUCH and sameness(one, one) == 1.0
    assert shared(one, other)[0] == "samples"


def test_another_thought_is_not() -> None:
    assert sameness(words_in(SAMPLES), words_in(FARES)) < 0.2


def test_the_words_of_the_story_count_for_neither() -> None:
    about = words_in("Water board votes tonight on new pipes")
    one, other = words_in("The water board votes tonight"), words_in("On new pipes the board votes tonight")
    assert sameness(without(one, about), without(other, about)) == 0.0


def test_endings_and_capitals_do_not_matter_and_few_words_say_nothing() -> None:
    assert words_in("Measured MEASURES").stems == {"measur"}
    assert sameness(words_in("Ask first"), words_in("Ask first")) == 0.0
    assert words_in("Año près über 2026").stems == {"près", "über", "2026"}
