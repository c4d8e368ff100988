"""The map of opinions: places, groups and how sure they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.science import opinion
from groundswell.science.opinion.camps import agreement


def _camps(n=60, m=12, seed=0, share=0.8, sides=2):
    """Camps of voters by turns; each says mostly what its camp says, to a part of the statements."""
    rng = np.random.default_rng(seed)
    voters, statements = (axis.ravel() for axis in np.meshgrid(np.arange(n), np.arange(m), indexing="ij"))
    view = np.where(voters % sides == statements % sides, 1, -1)
    votes = np.where(rng.random(len(view)) < 0.9, view, rng.integers(-1, 2, len(view)))
    keep = np.flatnonzero(rng.random(len(view)) < share)
    rng.shuffle(keep)
    return voters[keep], statements[keep], votes[keep]


def test_camps_are_found_and_numbered_from_the_largest():
    voters, statements, votes = _camps(90, sides=3)
    drawn = opinion.fit(voters, statements, votes)
    assert drawn.k == 3
    grouped = drawn.groups >= 0
    assert agreement(drawn.groups[grouped], drawn.voters[grouped] % 3) > 0.95
    assert drawn.stability > 0.9
    assert drawn.coverage == np.mean(grouped) > 0.5
    assert np.all(np.diff(np.bincount(drawn.groups[grouped])) <= 0)
    assert drawn.positions.shape == (90, 2)


def test_places_in_compatible_mode_are_those_of_a_dense_decomposition():
    voters, statements, votes = _camps(50, 11)
    left_out = [2, 5]
    drawn = opinion.fit(voters, statements, votes, moderated=left_out, compatible="polis")
    table = np.full((50, 11), np.nan)
    table[voters, statements] = votes
    table = np.delete(table, left_out, axis=1)
    seen = ~np.isnan(table)
    centred = np.where(seen, table - np.nanmean(table, axis=0), 0.0)
    axes = np.linalg.svd(centred)[2][:2].T
    expected = centred @ axes * np.sqrt(11 / (seen.sum(1) + 2))[:, None]
    expected *= np.sign(np.sum(expected * drawn.positions, axis=0))
    np.testing.assert_allclose(drawn.positions, expected, atol=1e-7)


def test_those_who_voted_on_little_are_not_left_in_the_middle():
    voters, statements, votes = _camps(80, 40, share=1.0)
    rng = np.random.default_rng(1)
    votes = np.where(rng.random(len(votes)) < 0.5, votes, rng.integers(-1, 2, len(votes)))
    few = voters < 20
    cast = ~few | (rng.random(len(voters)) < 0.3)

    def reach(compatible):
        places = opinion.fit(voters[cast], statements[cast], votes[cast], compatible=compatible).positions
        far = np.hypot(*places.T)
        return far[:20].mean() / far[20:].mean()

    assert 1 > reach(None) > reach("polis") + 0.1


def test_under_seven_votes_nobody_is_grouped_unless_there_are_fewer_statements():
    voters, statements, votes = _camps(40, 12, share=1.0)
    six = ~((voters == 3) & (np.cumsum(voters == 3) > 6))
    drawn = opinion.fit(voters[six], statements[six], votes[six])
    assert drawn.groups[3] == -1
    assert np.sum(drawn.groups == -1) == 1
    three = statements < 3
    assert np.all(opinion.fit(voters[three], statements[three], votes[three]).groups >= 0)


def test_the_last_vote_counts():
    voters, statements, votes = _camps()
    first = np.concatenate([voters, voters]), np.concatenate([statements, statements]), np.concatenate([-votes, votes])
    one, other = opinion.fit(voters, statements, votes), opinion.fit(*first)
    assert one.groups.tolist() == other.groups.tolist()
    assert one.consensus == other.consensus


def test_what_is_moderated_out_changes_nothing():
    voters, statements, votes = _camps()
    more = np.concatenate([voters, np.arange(60)]), np.concatenate([statements, np.full(60, 99)])
    out = opinion.fit(*more, np.concatenate([votes, np.tile([1, -1], 30)]), moderated=[99, 1000])
    without = opinion.fit(voters, statements, votes)
    assert out.positions.tobytes() == without.positions.tobytes()
    assert out.groups.tolist() == without.groups.tolist()
    assert out.statements.tolist() == without.statements.tolist()


@pytest.mark.parametrize("name", [str, lambda i: ("voter", i), lambda i: i * 10**30, float])
def test_ids_may_be_of_any_kind(name):
    voters, statements, votes = _camps()
    plain = opinion.fit(voters, statements, votes)
    named = opinion.fit([name(v) for v in voters.tolist()], [name(s) for s in statements.tolist()], votes.tolist())
    group = dict(zip(named.voters.tolist(), named.groups.tolist(), strict=True))
    assert agreement(plain.groups + 1, np.array([group[name(v)] for v in plain.voters.tolist()]) + 1) == 1.0
    assert {name(said.statement) for said in plain.consensus.agree} == {said.statement for said in named.consensus.agree}


@pytest.mark.parametrize("dtype", [np.int16, np.uint64, np.int64])
def test_whole_numbers_come_back_ascending_however_large(dtype):
    voters, statements, votes = _camps()
    far = voters.astype(dtype) * dtype(500)
    far[far > 15000] += dtype(np.iinfo(dtype).max - 32000)
    drawn = opinion.fit(far, statements, votes)
    assert drawn.voters.tolist() == sorted(set(far.tolist()))
    assert drawn.groups.tolist() == opinion.fit(voters, statements, votes).groups.tolist()


def test_the_same_votes_give_the_same_bits_whatever_their_order_in_time():
    voters, statements, votes = _camps()
    order = np.random.default_rng(5).permutation(len(voters))
    one, again = opinion.fit(voters, statements, votes), opinion.fit(voters, statements, votes)
    mixed = opinion.fit(voters[order], statements[order], votes[order])
    assert one.positions.tobytes() == again.positions.tobytes()
    assert one.stability == again.stability
    np.testing.assert_allclose(mixed.positions, one.positions, atol=1e-9)
    assert mixed.groups.tolist() == one.groups.tolist()


@pytest.mark.parametrize("compatible", [None, "polis"])
@pytest.mark.parametrize("k", [1, 2, 5, 40])
def test_any_number_of_groups(k, compatible):
    drawn = opinion.fit(*_camps(30), k=k, compatible=compatible)
    assert 1 <= drawn.k <= k
    assert set(drawn.representative) == set(range(drawn.k)) == set(drawn.groups.tolist()) - {-1}
    assert drawn.k > 1 or drawn.stability == 1.0


def test_one_cloud_is_less_steady_than_camps():
    rng = np.random.default_rng(0)
    voters, statements = np.divmod(np.arange(2000), 20)
    cloud = opinion.fit(voters, statements, rng.integers(-1, 2, 2000))
    assert cloud.stability < 0.7 < opinion.fit(*_camps(100, 20)).stability


def test_agreement_is_the_adjusted_rand_index():
    # Hubert and Arabie's index by hand: pairs together in both 4, in either 7 and 6, of 28.
    one, other = np.array([0, 0, 0, 0, 1, 1, 2, 2][:8]), np.array([0, 0, 0, 1, 1, 1, 2, 3])
    both, rows, columns, every = 3 + 0 + 1, 6 + 1 + 1, 3 + 3, 28
    expected = rows * columns / every
    assert agreement(one, other) == pytest.approx((both - expected) / ((rows + columns) / 2 - expected))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-1, 1)), min_size=2, max_size=120),
    st.sampled_from([None, "polis"]),
)
def test_any_votes_give_a_map_or_say_why_not(cast, compatible):
    voters, statements, votes = (list(column) for column in zip(*cast, strict=True))
    try:
        drawn = opinion.fit(voters, statements, votes, compatible=compatible)
    except ValueError as refused:
        assert str(refused).split()[0] in ("voters", "statements", "votes")
        return
    assert drawn.voters.tolist() == sorted(set(voters))
    assert np.all(np.isfinite(drawn.positions))
    assert -1 <= drawn.stability <= 1 + 1e-12
    assert np.all((drawn.group_informed > 0) & (drawn.group_informed <= 1))


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([], [], []), {}, "voters must be at least two"),
        ((["a"] * 3, [1, 2, 3], [1, -1, 0]), {}, "voters must be at least two"),
        (([1, 2, 3], [1, 1, 1], [1, -1, 0]), {}, "statements must be at least two"),
        (([1, 2], [1, 2], [1, 1]), {}, "votes must differ"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, 1, -1, -1]), {}, "votes must differ"),
        (([1, 2], [1], [1, 1]), {}, "statements must be as long"),
        (([1, 2], [1, 2], [1]), {}, "votes must be as long"),
        (([1, 2], [1, 2], [1, 2]), {}, "votes must be -1"),
        (([1, 2], [1, 2], [1, 0.5]), {}, "votes must be -1"),
        (([1, 2], [1, 2], [1, float("nan")]), {}, "votes must be -1"),
        (([1, 2], [1, 2], ["yes", "no"]), {}, "votes must be -1"),
        (([1, 2], [1, 2], [True, False]), {}, "votes must be -1"),
        (([1, float("nan")], [1, 2], [1, 1]), {}, "voters must not be NaN"),
        (([[1], [2]], [1, 2], [1, 1]), {}, "voters must be hashable"),
        ((np.zeros((2, 2), int), [1, 2], [1, 1]), {}, "voters must have one dimension"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, -1, 1, 1]), {"k": 0}, "k must be"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, -1, 1, 1]), {"k": 2.5}, "k must be"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, -1, 1, 1]), {"compatible": "x"}, "compatible must be"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, -1, 1, 1]), {"seed": -1}, "seed must be"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, -1, 1, 1]), {"moderated": [1]}, "moderated must leave"),
        (([1, 2, 1, 2], [1, 1, 2, 2], [1, -1, 1, 1]), {"moderated": "1"}, "moderated must be"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        opinion.fit(*arguments, **options)
