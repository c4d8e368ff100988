"""What would make an answer fall short again is exactly what does."""

import numpy as np
import pytest

from groundswell.science.bridging import readiness, turning


def test_one_fewer_leaves_it_ready_and_that_many_do_not():
    rng = np.random.default_rng(4)
    for _ in range(30):
        people = [f"{place}{i}" for place in "NS" for i in range(int(rng.integers(4, 30)))]
        given = [float(rng.choice([1, 1, 1, 1, 0.5, 0])) for _ in people]
        of = {person: [person[0]] for person in people}
        if not readiness(people, given, of).ready:
            continue
        for community, many in turning(people, given, of):
            for more, ready in ((many - 1, True), (many, False)):
                new = [f"new{i}" for i in range(more)]
                verdict = readiness(people + new, given + [0.0] * more, {**of, **{one: [community] for one in new}})
                assert verdict.ready is ready


def test_the_nearest_stands_first_and_who_does_not_count_is_left_out():
    people = [f"n{i}" for i in range(4)] + [f"s{i}" for i in range(20)] + ["w"]
    found = turning(people, [1.0] * 25, {one: [one[0]] for one in people})
    assert [one.community for one in found] == ["n", "s"] and found[0].how_many < found[1].how_many
    assert turning([], [], {}) == ()
    assert turning("abcd", [1] * 4, ["N"] * 4, authors="abcd") == ()


@pytest.mark.parametrize("bad", [{"line": 0}, {"tail": 1}, {"min_raters": 0}])
def test_bad_options(bad):
    with pytest.raises(ValueError, match="must"):
        turning("ab", [1, 1], ["N", "N"], **bad)


def test_bad_ratings():
    with pytest.raises(ValueError, match="approval"):
        turning("ab", [1, float("nan")], ["N", "N"])
    with pytest.raises(ValueError, match="twice"):
        turning("aa", [1, 1], ["N", "N"])
