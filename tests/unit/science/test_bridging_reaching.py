"""What is said to make an answer ready does make it ready, by the rule itself, and with one reader fewer it does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.science.bridging import Reach, intervals, reaching, readiness

people = st.lists(st.tuples(st.sampled_from([1.0, 1.0, 0.5, 0.0]), st.sets(st.sampled_from("NSE"), max_size=2)), max_size=16)


def _is_ready(rated: list[tuple[float, set[str]]], more: list[Reach], history: Any) -> bool:
    approval, homes = [one[0] for one in rated], [sorted(one[1]) for one in rated]
    for number, (community, many) in enumerate(more):
        approval += [1.0] * many
        homes += [[f"elsewhere {number}" if community is None else str(community)]] * many
    return readiness(range(len(approval)), approval, homes, history=history).ready


@settings(max_examples=80, deadline=None)
@given(people, st.booleans())
def test_exactly_these_readers_and_no_fewer(rated: list[tuple[float, set[str]]], is_known: bool) -> None:
    history = [{"N": (5, 0.9), "S": (5, 0.8 - 0.05 * one), "E": (4, 0.2 + 0.03 * one)} for one in range(9)] if is_known else ()
    approval, homes = [one[0] for one in rated], [sorted(one[1]) for one in rated]
    found = list(reaching(range(len(rated)), approval, homes, history=history))
    if not found:
        assert _is_ready(rated, [], history)
        return
    assert not _is_ready(rated, [], history) and _is_ready(rated, found, history)
    for place, (community, many) in enumerate(found):
        fewer = [*found[:place], Reach(community, many - 1), *found[place + 1 :]]
        assert not _is_ready(rated, fewer, history)


def test_what_cannot_be_reached_with_thousands_is_not_promised() -> None:
    assert reaching(range(9_000), [0] * 9_000, ["N"] * 9_000) == ()


def test_the_interval_holds_what_is_likely_and_narrows_with_readers() -> None:
    few, many = (intervals(range(n), [1] * (n // 2) + [0] * (n - n // 2), ["N"] * n)[0] for n in (4, 400))
    assert few.lower < many.lower < many.likely < many.upper < few.upper
    assert many.likely == pytest.approx(0.5)
    assert few.lower == readiness(range(4), [1, 1, 0, 0], ["N"] * 4).shares[0].lower


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("as long as", {"approval": [1]}),
        ("between 0 and 1", {"approval": [1, 2]}),
        ("names somebody twice", {"rater": [1, 1]}),
    ],
)
def test_bad_input_is_named(words: str, given: dict[str, Any]) -> None:
    good: dict[str, Any] = {"rater": [1, 2], "approval": [1, 0], "memberships": ["N", "S"]}
    for engine in (reaching, intervals):
        with pytest.raises(ValueError, match=words):
            engine(**{**good, **given})
    with pytest.raises(ValueError, match="line and tail"):
        reaching(**good, line=1.5)
    with pytest.raises(ValueError, match="one half"):
        intervals(**good, tail=0.5)
