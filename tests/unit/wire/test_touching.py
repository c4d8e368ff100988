"""When a story touches something: by words in common, how rare they are, and by what was learnt."""

from __future__ import annotations

import pytest

from groundswell.wire.touching import Learnt, Target, match, of_community, of_pillar, rarity, telling


def _words(text: str, dictionary: str = "english") -> dict[str, str]:
    """Words whose stem is the word without its s; the dictionaries themselves are PostgreSQL's."""
    return telling({f"{dictionary}:{word.lower().rstrip('s')}": word.lower() for word in text.split()})


WATER = of_pillar(
    _words("Water you can drink"), _words("Every tap in Ellery runs clean"), _words("Lead in the pipes harms children")
)
FERRY = of_community(_words("Ferry Street"), _words("Lower Mill"), _words("The street by the ferry its tenants and its shops"))


def _touches(target: Target, text: str, learnt: Learnt | None = None) -> tuple[bool, set[str]]:
    words = _words(text)
    found = match(target, learnt or Learnt(), words)
    return found.touches, {words[stem] for stem in found.words}


@pytest.mark.parametrize(
    ("text", "touches", "words"),
    [
        ("Brown water from taps in Ellery", True, {"water", "taps", "ellery"}),
        ("Nothing left to drink but water", True, {"water", "drink"}),
        ("Water board elects a chair", False, {"water"}),
        ("Mill sold to overseas fund", False, set()),
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


def test_a_word_that_many_stories_hold_says_little() -> None:
    assert rarity({"hollin": 40, "water": 4, "fair": 0}, 100) == {"hollin": 0.25, "water": 1.0}
    assert rarity({"hollin": 8}, 9) == {"hollin": 0.5}  # of so few stories the share says nothing yet
    rare = {"hollin": 0.25}
    anglers = of_community(_words("Hollin anglers"), _words("Hollin"), {}, rare=rare)
    assert _touches(anglers, "Fair in Hollin opens")[0] is False
    assert _touches(anglers, "Hollin anglers meet")[0] is True  # its whole name is enough all the same
    assert anglers.weights == {"english:hollin": pytest.approx(0.25), "english:angler": pytest.approx(0.8)}
    ward = of_community(_words("Ward six"), _words("Hollin Infirmary"), {}, rare=rare)
    assert (
        _touches(ward, "Power cut at Hollin infirmary")[0] is True
    )  # so is a place of which not every word is in all the news
    assert _touches(ward, "Power cut in Hollin")[0] is False


def test_what_a_campaign_is_about_weighs_however_much_of_the_news_holds_it() -> None:
    rare = {"water": 0.2, "tap": 0.2}
    pillar = of_pillar(_words("Water you can drink"), _words("Every tap runs clean"), {}, rare=rare)
    assert _touches(pillar, "Nothing left to drink but water")[0] is True
    assert _touches(pillar, "Water and tap dance")[0] is False


def test_one_word_alone_is_chance_until_members_have_said_often_enough_that_it_is_none() -> None:
    learnt = Learnt()
    for times in range(1, 4):
        learnt.hear(["english:water"], touches=True)
        assert _touches(WATER, "Water slide opens", learnt)[0] is (times == 3)
    learnt.hear(["english:water"], touches=False)
    assert not _touches(WATER, "Water slide opens", learnt)[0]


def test_what_members_say_weighs() -> None:
    learnt = Learnt()
    assert not _touches(WATER, "Water board elects a chair", learnt)[0]
    learnt.hear(["english:water", "english:board"], touches=True)
    assert _touches(WATER, "Water board elects a chair", learnt) == (True, {"water", "board"})
    for _time in range(3):
        learnt.hear(["english:water"], touches=False)
    assert not _touches(WATER, "Water board elects a chair", learnt)[0]


def test_no_word_becomes_all_or_nothing() -> None:
    learnt = Learnt()
    for _time in range(100):
        learnt.hear(["english:water"], touches=True)
        learnt.hear(["english:drink"], touches=False)
    assert learnt.factor("english:water") == 4.0 and learnt.factor("english:drink") == 1 / 8


def test_a_word_that_two_dictionaries_know_counts_once() -> None:
    both = {**_words("Ferry"), **_words("Ferry", "spanish")}
    target = of_pillar(both, {}, {})
    assert match(target, Learnt(), both).score == pytest.approx(0.6)
