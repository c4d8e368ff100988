"""When a story touches something: by words in common, and by what was learnt."""

from __future__ import annotations

import pytest

from groundswell.wire.touching import Learnt, match, of_community, of_pillar, stem, words_in

WATER = of_pillar("Water you can drink", "Every tap in Ellery runs clean.", "Lead in the pipes harms children.")
FERRY = of_community("Ferry Street", "Lower Mill", "The street by the ferry, its tenants and its shops.")


def _touches(target: object, text: str, learnt: Learnt | None = None) -> tuple[bool, set[str]]:
    found = match(target, learnt or Learnt(), words_in(text))  # type: ignore[arg-type]
    return found.touches, set(found.words)


@pytest.mark.parametrize(
    ("text", "touches", "words"),
    [
        ("Brown water from taps in Ellery", True, {"water", "tap", "ellery"}),
        ("Nothing left to drink but water", True, {"water", "drink"}),
        ("Water board elects a chair", False, {"water"}),
        ("Mill sold to overseas fund", False, set()),
        ("WATER: ¡Ellery's taps!", True, {"water", "tap", "ellery"}),
    ],
)
def test_two_words_of_weight_touch_a_pillar(text: str, touches: bool, words: set[str]) -> None:
    assert _touches(WATER, text) == (touches, words)


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("Rent notices on Ferry Street", True),
        ("The ferry does not run", False),
        ("Fire at Lower Mill", True),
        ("Street lights out on Quern Road", False),
    ],
)
def test_a_community_is_meant_by_its_whole_name_or_place(text: str, touches: bool) -> None:
    assert _touches(FERRY, text)[0] is touches


def test_what_members_say_weighs() -> None:
    learnt = Learnt()
    assert not _touches(WATER, "Water board elects a chair", learnt)[0]
    learnt.hear(["water", "board"], touches=True)
    assert _touches(WATER, "Water board elects a chair", learnt) == (True, {"water", "board"})
    for _time in range(3):
        learnt.hear(["water"], touches=False)
    assert not _touches(WATER, "Water board elects a chair", learnt)[0]


def test_no_word_becomes_all_or_nothing() -> None:
    learnt = Learnt()
    for _time in range(100):
        learnt.hear(["water"], touches=True)
        learnt.hear(["drink"], touches=False)
    assert learnt.factor("water") == 4.0 and learnt.factor("drink") == 1 / 8


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("tap", "taps"),
        ("church", "churches"),
        ("bridge", "bridges"),
        ("calle", "calles"),
        ("árbol", "arboles"),
        ("agua", "aguas"),
    ],
)
def test_one_and_many_are_one_word(one: str, many: str) -> None:
    assert stem(one) == stem(many) and stem("glass") == "glass" and stem("bus") == "bus"
