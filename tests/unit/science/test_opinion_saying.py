"""What everybody says and what marks a group: Polis' figures worked by hand."""

import math

import numpy as np
import pytest

from groundswell.science import opinion
from groundswell.science.opinion.saying import consensus, representative

# Two groups, four statements; in each cell disagree, pass, agree.
COUNTS = np.array([
    [[0, 0, 10], [9, 1, 0], [5, 0, 5], [0, 0, 0]],
    [[8, 0, 2], [0, 0, 10], [4, 2, 4], [1, 0, 0]],
])  # fmt: skip
NAMES = ["bus", "tram", "ferry", "cable car"]
ALL = np.ones(4, bool)


def test_consensus_by_hand():
    tally = np.array([[1, 1, 18], [15, 0, 1], [10, 0, 10], [0, 0, 2]])
    found = consensus(NAMES, tally, ALL)
    bus = found.agree[0]
    assert (bus.statement, bus.n_success, bus.n_trials) == ("bus", 18, 20)
    assert bus.p_success == pytest.approx(19 / 22)
    assert bus.p_test == pytest.approx(2 * math.sqrt(21) * (19 / 21 - 0.5))
    # Two of two: (2 + 1) / (2 + 2) = .75 and 2 sqrt(3) (3 / 3 - .5) = 1.73, over 1.28.
    assert [one.statement for one in found.agree] == ["bus", "cable car"]
    assert [one.statement for one in found.disagree] == ["tram"]
    assert consensus(NAMES, tally, np.array([False, True, True, True])).agree[0].statement == "cable car"


def test_what_marks_a_group_by_hand():
    first, second = representative(NAMES, COUNTS, ALL).values()
    bus = first[0]
    assert (bus.statement, bus.repful_for, bus.n_success, bus.n_trials) == ("bus", "agree", 10, 10)
    assert bus.p_success == pytest.approx(11 / 12)
    assert bus.repness == pytest.approx((11 / 12) / (3 / 12))
    whole = (11 + 3) / 22
    assert bus.repness_test == pytest.approx((11 / 11 - 3 / 11) / math.sqrt(whole * (1 - whole) * (1 / 11 + 1 / 11)))
    assert bus.p_test == pytest.approx(2 * math.sqrt(11) * (11 / 11 - 0.5))
    assert [(said.statement, said.repful_for) for said in first] == [("bus", "agree"), ("tram", "disagree")]
    # What it agrees on comes before what it disagrees with.
    assert [(said.statement, said.repful_for) for said in second] == [("tram", "agree"), ("bus", "disagree")]


def test_a_group_without_anything_clear_shows_its_nearest_and_an_empty_one_does_not_break():
    counts = np.array([[[1, 0, 1], [0, 0, 0]], [[1, 0, 1], [0, 1, 0]], [[0, 0, 0], [0, 0, 0]]])
    found = representative(["a", "b"], counts, np.ones(2, bool))
    assert all(len(said) == 1 for said in found.values())
    assert representative(["a", "b"], counts, np.zeros(2, bool)) == {0: (), 1: (), 2: ()}


def test_a_group_that_is_alone_is_marked_by_what_most_in_it_say():
    (said,) = representative(NAMES, COUNTS[:1], ALL).values()
    assert [(one.statement, one.repful_for, one.repness) for one in said] == [("bus", "agree", 1.0), ("tram", "disagree", 1.0)]


def test_at_most_five_are_shown():
    counts = np.zeros((2, 30, 3), int)
    counts[0, :, 2], counts[1, :, 0] = 20, 20
    assert [len(said) for said in representative(list(range(30)), counts, np.ones(30, bool)).values()] == [5, 5]
    assert len(consensus(list(range(30)), counts[0], np.ones(30, bool)).agree) == 5


def test_group_informed_consensus_by_hand():
    found = opinion.group_informed([[10, 0, 5, 0], [2, 10, 4, 0]], [[10, 10, 10, 0], [10, 10, 10, 1]])
    np.testing.assert_allclose(found, [11 / 12 * 3 / 12, 1 / 12 * 11 / 12, 6 / 12 * 5 / 12, 1 / 2 * 1 / 3])
    voters, statements = np.divmod(np.arange(160), 8)
    votes = np.where((statements < 4) == (voters < 12), 1, -1)
    votes[statements == 7] = 1
    drawn = opinion.fit(voters, statements, votes, k=2)
    by_hand = [13 / 14 * 1 / 10] * 4 + [1 / 14 * 9 / 10] * 3 + [13 / 14 * 9 / 10]
    np.testing.assert_allclose(drawn.group_informed, by_hand)


@pytest.mark.parametrize(
    ("agrees", "seen", "message"),
    [([1], [1], "of one shape"), ([[2]], [[1]], "between 0 and seen"), ([[-1]], [[1]], "between 0")],
)
def test_impossible_counts_are_refused(agrees, seen, message):
    with pytest.raises(ValueError, match=message):
        opinion.group_informed(agrees, seen)
