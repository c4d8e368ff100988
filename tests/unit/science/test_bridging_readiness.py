"""When an answer is ready, and what it is told when it is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.science.bridging import Missing, Share, readiness

NO_HISTORY = Missing("no_history", None, 0)


def _rate(**communities):
    """Ratings by community, each rater in one only."""
    people = [(name, i) for name, ratings in communities.items() for i in range(len(ratings))]
    return people, [rating for ratings in communities.values() for rating in ratings], [name for name, _ in people]


@pytest.mark.parametrize(("n", "lower"), [(4, 0.63), (21, 0.90)])
def test_the_lower_bound_of_full_approval_is_what_the_rule_promises(n, lower):
    share = readiness(range(n), [1] * n, ["hill"] * n).shares[0]
    assert share == Share("hill", n, 1.0, share.lower, True)
    assert share.lower == pytest.approx(0.1 ** (1 / (n + 1)), abs=1e-12)
    assert round(share.lower, 2) == lower


def test_somewhat_is_a_half():
    # Beta(3, 3) has the distribution function 10 x^3 - 15 x^4 + 6 x^5.
    x = readiness(range(4), [0.5] * 4, ["hill"] * 4).shares[0].lower
    assert 10 * x**3 - 15 * x**4 + 6 * x**5 == pytest.approx(0.1)


def test_two_communities_over_the_line_make_it_ready():
    verdict = readiness(*_rate(hill=[1, 1, 1, 1], quay=[1, 1, 1, 1, 1]))
    assert verdict.ready and verdict.version == "readiness-2"
    assert [share.community for share in verdict.shares] == ["quay", "hill"]
    assert verdict.score == verdict.shares[1].lower
    assert verdict.missing == (NO_HISTORY,)


def test_one_community_however_large_waits_for_readers_from_outside():
    verdict = readiness(*_rate(hill=[1] * 500))
    assert not verdict.ready and verdict.score == 0.1
    assert verdict.missing == (Missing("outside", "hill", 3), NO_HISTORY)


def test_a_community_that_has_begun_needs_fewer():
    verdict = readiness(*_rate(hill=[1] * 5, quay=[1, 1], mill=[1]))
    assert verdict.missing == (
        Missing("outside", "hill", 1), Missing("more_raters", "quay", 1), Missing("more_raters", "mill", 2), NO_HISTORY,
    )  # fmt: skip


def test_without_ratings_everything_is_missing():
    assert readiness([], [], []).missing == (Missing("outside", None, 3), NO_HISTORY)
    assert readiness(["a"], [1], [[]]).missing == (Missing("outside", None, 3), NO_HISTORY)
    assert readiness(["a"], [1], ["hill"]).missing == (
        Missing("outside", "hill", 3), Missing("more_raters", "hill", 2), NO_HISTORY,
    )  # fmt: skip


def test_every_community_that_counts_must_be_convinced():
    verdict = readiness(*_rate(hill=[1] * 9, quay=[1] * 9, mill=[1, 1, 0]))
    assert not verdict.ready
    (under, note) = verdict.missing
    assert (under.code, under.community, note) == ("under_line", "mill", NO_HISTORY)
    convinced = [1, 1, 0] + [1] * under.how_many
    assert readiness(*_rate(hill=[1] * 9, quay=[1] * 9, mill=convinced)).ready
    assert not readiness(*_rate(hill=[1] * 9, quay=[1] * 9, mill=convinced[:-1])).ready


def test_a_community_too_small_to_count_does_not_hold_it_back():
    assert readiness(*_rate(hill=[1] * 4, quay=[1] * 4, mill=[0, 0])).ready


def test_two_communities_of_the_same_people_are_one():
    both, hill = [["hill", "quay"]] * 4, [["hill"]] * 4
    verdict = readiness(range(8), [1] * 8, both + hill)
    assert not verdict.ready and verdict.score == 0.1
    assert verdict.missing[:2] == (Missing("same_people", "hill", 5), Missing("same_people", "quay", 1))
    apart = both + [["hill"]] * 5 + [["quay"]] * 5
    assert readiness(range(14), [1] * 14, apart).ready
    assert not readiness(range(13), [1] * 13, apart[:13]).ready


def test_a_person_in_several_communities_weighs_less_in_each():
    verdict = readiness("abc", [1, 1, 0], [["hill", "quay"], ["hill"], ["hill"]])
    hill, quay = verdict.shares
    assert (hill.n, hill.mean) == (3, pytest.approx(1.5 / 2.5))
    assert (quay.n, quay.mean, quay.counts) == (1, 1.0, False)
    assert quay.lower == pytest.approx(0.1 ** (1 / 1.5))


def test_authors_do_not_count():
    people, approval, belongs = _rate(hill=[1] * 4, quay=[1] * 3)
    assert readiness(people, approval, belongs, authors=[("quay", 0)]).missing[0] == Missing("outside", "hill", 1)


def test_memberships_may_come_by_rater():
    assert readiness(["a", "b"], [1, 0], {"a": {"hill"}, "c": {"quay"}}).shares[0].n == 1


def test_a_history_of_disagreement_is_one_of_communities_leaning_apart():
    people, approval, belongs = _rate(hill=[1] * 4, quay=[1] * 4)
    apart = [0, 0, 0, 1, 1, 1, None, -1]
    assert readiness(people, approval, belongs, groups=apart).missing == ()
    assert readiness(people, approval, belongs, groups=dict(zip(people, apart, strict=True))).missing == ()
    assert readiness(people, approval, belongs, groups=[0] * 8).missing == (NO_HISTORY,)
    assert readiness(people, approval, belongs, groups=[0] * 4 + [-1] * 4).missing == (NO_HISTORY,)


def test_the_line_is_the_campaigns():
    people, approval, belongs = _rate(hill=[1] * 4, quay=[1] * 4)
    assert not readiness(people, approval, belongs, line=0.64).ready
    assert readiness(people, approval, belongs, line=0.64, tail=0.2).ready
    assert not readiness(people, approval, belongs, min_raters=5).ready


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((["a"], [1, 1], ["hill"]), {}, "approval must be as long"),
        ((["a"], [[1]], ["hill"]), {}, "approval must be as long"),
        ((["a"], [math.nan], ["hill"]), {}, "approval must lie"),
        ((["a"], [1.1], ["hill"]), {}, "approval must lie"),
        ((["a", "a"], [1, 1], ["hill", "hill"]), {}, "rater names somebody twice"),
        ((["a"], [1], []), {}, "memberships must be"),
        ((["a"], [1], ["hill"]), {"groups": []}, "groups must be"),
        ((["a"], [1], ["hill"]), {"line": 1.0}, "line and tail"),
        ((["a"], [1], ["hill"]), {"tail": 0.0}, "line and tail"),
        ((["a"], [1], ["hill"]), {"min_raters": 0}, "line and tail"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        readiness(*arguments, **options)


ratings = st.lists(
    st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sets(st.sampled_from(["hill", "quay", "mill"]), max_size=3)), max_size=30
)


@given(ratings, st.randoms(use_true_random=False))
def test_the_order_of_raters_does_not_matter(rated, random):
    order = list(range(len(rated)))
    random.shuffle(order)
    one = readiness(range(len(rated)), [approval for approval, _ in rated], [own for _, own in rated])
    other = readiness(order, [rated[i][0] for i in order], {i: own for i, (_, own) in enumerate(rated)})
    assert (one.ready, one.missing) == (other.ready, other.missing)
    assert one.score == pytest.approx(other.score)


@given(ratings)
def test_one_more_approval_from_a_community_that_counts_never_hurts(rated):
    approval, own = [approval for approval, _ in rated], [own for _, own in rated]
    before = readiness(range(len(rated)), approval, own)
    for share in before.shares:
        after = readiness(range(len(rated) + 1), [*approval, 1.0], [*own, {share.community}])
        if share.counts:
            assert after.ready >= before.ready
            assert after.score >= before.score - 1e-12
        by_name = {entry.community: entry for entry in after.shares}
        assert by_name[share.community].lower >= share.lower - 1e-12


@given(ratings)
def test_it_is_ready_exactly_when_nothing_but_a_note_is_missing(rated):
    verdict = readiness(range(len(rated)), [approval for approval, _ in rated], [own for _, own in rated])
    assert verdict.ready == (verdict.missing == (NO_HISTORY,))
    assert all(entry.how_many > 0 for entry in verdict.missing[:-1])
    assert all(share.lower <= share.mean or share.mean < 0.5 for share in verdict.shares)
