"""A jury is drawn from its pool by rules anybody can repeat: same seed, same jury; balanced; whoever is gone is never first."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.juries.checking import repeated
from groundswell.juries.lots import (
    FEWEST_IN_GROUP,
    digest_of,
    drawn_from,
    label_of,
    next_after,
    pool_of,
    quotas_of,
    seed_of,
    size_for,
)

SEED = seed_of("a challenge", "a mark", "a deed")
towns = st.lists(st.sets(st.sampled_from(["mill", "ferry", "orchard", "choir"]), max_size=3), min_size=3, max_size=60)


def _pool(homes: list[set[str]]) -> list[tuple[str, str]]:
    return pool_of({label_of("salt", number): sorted(home) for number, home in enumerate(homes)})


@settings(max_examples=60, deadline=None)
@given(towns, st.integers(0, 999))
def test_the_same_pool_and_seed_give_the_same_balanced_jury(homes: list[set[str]], number: int) -> None:
    pool = _pool(homes)
    seed = seed_of(number, digest_of(pool), "a deed")
    size = size_for(len(pool))
    drawn = drawn_from(pool, seed, size)
    assert drawn == drawn_from(list(pool), seed, size)
    assert len(set(drawn)) == size and set(drawn) <= {label for label, _letter in pool}
    seats, groups = Counter(dict(pool)[one] for one in drawn), Counter(dict(pool).values())
    for letter, (least, most) in quotas_of(pool, size).items():
        assert least <= seats[str(letter)] <= most
    full = [seats[letter] for letter in groups if seats[letter] < groups[letter]]
    assert not full or max(seats.values()) - min(full) <= 1, "no group with people left has two seats fewer than another"


@settings(max_examples=60, deadline=None)
@given(towns)
def test_no_group_is_so_small_that_it_points_at_somebody(homes: list[set[str]]) -> None:
    pool = _pool(homes)
    groups = Counter(letter for _label, letter in pool)
    assert len(groups) == 1 or min(groups.values()) >= FEWEST_IN_GROUP
    assert pool == sorted(pool) and len(pool) == len(homes)


@settings(max_examples=40, deadline=None)
@given(towns, st.integers(0, 99))
def test_who_steps_in_is_never_seated_already_and_comes_from_the_same_group_first(homes: list[set[str]], number: int) -> None:
    pool = _pool(homes)
    seated = {label for label, _letter in pool[: number % len(pool)]}
    letter = pool[0][1]
    order = next_after(pool, SEED, seated, letter)
    assert sorted([*order, *seated]) == [label for label, _letter in pool]
    same = [dict(pool)[one] == letter for one in order]
    assert same == sorted(same, reverse=True)


def test_a_large_community_has_no_more_seats_than_a_small_one() -> None:
    pool = _pool([{"mill"}] * 50 + [{"ferry"}] * 6 + [{"orchard"}] * 5)
    assert sorted(Counter(dict(pool)[one] for one in drawn_from(pool, SEED, 7)).values()) == [2, 2, 3]


def test_another_deed_gives_other_jurors_sooner_or_later() -> None:
    pool = _pool([{"mill"}] * 20)
    juries = {tuple(drawn_from(pool, seed_of("one", digest_of(pool), str(deed)), 7)) for deed in range(8)}
    assert len(juries) > 1


def test_everybody_in_a_group_is_drawn_about_as_often() -> None:
    """400 draws of 7 from 28 alike: 100 each are expected; five standard errors (8.7 each) are 43."""
    pool = _pool([{"mill"}] * 28)
    drawn = Counter(one for deed in range(400) for one in drawn_from(pool, seed_of("one", "mark", str(deed)), 7))
    assert all(abs(drawn[label] - 100) < 44 for label, _letter in pool)


@pytest.mark.parametrize(("people", "size"), [(2, 0), (3, 3), (4, 3), (5, 5), (6, 5), (7, 7), (900, 7)])
def test_a_smaller_jury_is_odd_and_never_smaller_than_three(people: int, size: int) -> None:
    assert size_for(people) == size


def test_a_label_tells_nothing_without_the_salt() -> None:
    assert label_of("salt", "ben") != label_of("pepper", "ben")
    assert label_of("salt", "ben") != hashlib.sha256(b"ben").hexdigest()[:16] and len(label_of("salt", "ben")) == 16


def test_a_published_draw_can_be_repeated_and_a_changed_one_is_noticed() -> None:
    pool = _pool([{"mill"}] * 9 + [{"ferry"}] * 9)
    digest = digest_of(pool)
    seed = seed_of("one", digest, "8 a deed")
    drawn = drawn_from(pool, seed, 7)
    draw = {"challenge": "one", "deed": "8 a deed", "size": 7, "pool": pool, "digest": digest, "seed": seed, "drawn": drawn}
    draw["called"] = "7 a call"
    assert repeated(draw) == []
    other = next(label for label, _letter in pool if label not in drawn)
    assert repeated({**draw, "drawn": [other, *drawn[1:]]}) == ["The lot gives other jurors."]
    assert "seed" in repeated({**draw, "deed": "another deed"})[0]
    assert "mark" in repeated({**draw, "pool": pool[1:]})[0]
    assert repeated({**draw, "seed": ""}) == ["This jury has not been drawn yet."]
    for called in ("8 a call", "9 a call", "", "a call"):
        assert repeated({**draw, "called": called}) == ["The deed did not come after the pool was fixed."]
    for stranger in ("0" * 16, drawn[0]):
        assert "Somebody stepped in" in repeated({**draw, "stepped_in": [stranger]})[0]
    assert repeated({**draw, "stepped_in": [other]}) == []
    assert repeated({"pool": 3}) == ["This is not the draw.json of a jury."]
