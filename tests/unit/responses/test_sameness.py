"""How much two texts say the same: by the words they share, rare ones more, without those of the story."""

from __future__ import annotations

from groundswell.responses.sameness import MUCH, Rarity, Words, rarity, read, sameness, shared, words_in

SAMPLES = "Before the board votes on the pipes, it should read out what they gave us last month. Ask for the samples tonight."
REWORDED = "Ask tonight for last month's samples: the board should read out what the pipes gave before anybody votes."
FARES = "A single ticket across the valley costs more than an hour of work. Let children ride free and see who comes along."
NOTHING = words_in("")
ANY = Rarity()


def of(text: str, about: str = "", title: str = "", sources: tuple[str, ...] = ()) -> Words:
    return read(title, "", text, sources, words_in(about))


def test_the_same_in_another_order_is_much_the_same() -> None:
    one, other = of(SAMPLES), of(REWORDED)
    assert sameness(one, other, ANY) > MUCH and sameness(one, one, ANY) == 1.0
    assert shared(one, other, ANY)[0] == "samples"


def test_another_thought_is_not() -> None:
    assert sameness(of(SAMPLES), of(FARES), ANY) < 0.1


def test_the_words_of_the_story_count_for_neither() -> None:
    about = "Water board votes tonight on new pipes"
    one, other = of("The water board votes tonight", about), of("On new pipes the board votes tonight", about)
    assert sameness(one, other, ANY) == 0.0


def test_endings_capitals_and_accents_do_not_matter_and_few_words_say_nothing() -> None:
    assert words_in("Measured MEASURES").stems == {"measu"} and words_in("Votación votaciones").stems == {"votac"}
    assert sameness(of("Ask first"), of("Ask first"), ANY) == 0.0
    assert words_in("Año 2026, 40.000 the con que").stems == {"ano", "2026", "40.000"}


def test_a_rare_word_weighs_more_than_one_that_all_use() -> None:
    many = rarity(["The board reads", "The board waits", "The board votes", "A boiler"] * 10)
    assert 1 <= many.weight("board") < many.weight("boile") < many.weight("never") <= 3 and ANY.weight("board") == 1
    base = "one house lane winter spring autumn"
    by_rare = sameness(of(f"{base} boiler"), of("boiler cats dogs birds mice goats sheep"), many)
    by_common = sameness(of(f"{base} board"), of("board cats dogs birds mice goats sheep"), many)
    assert by_rare > by_common


def test_the_title_weighs_more_and_a_source_in_common_adds() -> None:
    rest = "boiler winter spring autumn letter engineer"
    one = of(rest, title="Pool repair")
    top = sameness(one, of("cats dogs birds mice goats", title="Pool repair"), ANY)
    below = sameness(one, of("pool repair cats dogs birds mice goats"), ANY)
    assert top > below
    a, b = of(SAMPLES, sources=("https://a.example/",)), of(REWORDED, sources=("https://a.example/",))
    assert sameness(a, b, ANY) > sameness(a, of(REWORDED), ANY)
