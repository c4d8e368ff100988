"""Counts of any ballots: each report is recomputed paper by paper, and equals the textbook to the last digit."""

from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.unit.science import textbook_counts as textbook

from groundswell.science import counts

NAMES = "ABCDE"
strict = st.permutations(NAMES).flatmap(lambda order: st.integers(0, 5).map(lambda n: list(order[:n])))


@st.composite
def equal(draw):
    """A ballot some of whose ranks are equal."""
    order, ballot = list(draw(st.permutations(NAMES))), []
    while order:
        n = draw(st.integers(1, 3))
        ballot.append(order[0] if n == 1 or len(order) == 1 else tuple(order[:n]))
        order = order[n:]
    return ballot[: draw(st.integers(0, len(ballot)))]


profiles = st.lists(st.one_of(strict, equal()), min_size=1, max_size=40)
some = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def valid(ballots):
    return any(ballot and not isinstance(ballot[0], tuple) for ballot in ballots)


@some
@given(profiles, st.integers(1, 4), st.integers(0, 3))
def test_the_scottish_report_can_be_recomputed(ballots, seats, seed):
    assume(valid(ballots))
    found = counts.stv_scottish(ballots, candidates=NAMES, seats=seats, seed=seed)
    for one, totals in zip(found.rounds, textbook.replay_scottish(ballots, found.rounds), strict=True):
        assert one.votes == totals
        assert sum(one.votes.values()) + one.exhausted == len(ballots)
        if one.excluded:
            out = one.excluded[0]
            gone = {who for other in found.rounds[: one.number] for who in other.excluded + other.elected} - {out}
            assert all(one.votes[out] <= one.votes[who] for who in NAMES if who not in gone)
        full = len(found.winners) == sum(len(other.elected) for other in found.rounds[: one.number])
        if not full:
            assert all(one.votes[who] >= one.quota for who in one.elected)
    assert len(found.winners) == len(set(found.winners)) == seats
    assert found.rounds[0].quota == sum(found.rounds[0].votes.values()) // (seats + 1) + 1


@some
@given(profiles, st.integers(1, 4), st.integers(0, 3))
def test_the_report_of_meek_can_be_recomputed_from_its_factors(ballots, seats, seed):
    assume(valid(ballots))
    found = counts.stv_meek(ballots, candidates=NAMES, seats=seats, seed=seed)
    out = set()
    for one in found.rounds:
        votes = textbook.meek_totals(ballots, one.factors)
        assert one.votes == votes
        assert one.quota == Fraction(sum(votes.values()) * 10**12 // (seats + 1) + 1, 10**12)
        assert all(one.factors[who] == 0 for who in out)
        out |= set(one.excluded)
    assert len(found.winners) == len(set(found.winners)) == seats
    assert not out & set(found.winners)


@some
@given(profiles, st.integers(0, 3))
def test_a_run_off_ends_with_somebody_whom_lots_can_make_win(ballots, seed):
    assume(valid(ballots))
    found = counts.irv(ballots, candidates=NAMES, seed=seed)
    can = textbook.runoff_winners(ballots, frozenset(NAMES))
    assert found.winners[0] in can
    if not found.tie_breaks:
        assert len(can) == 1
    assert found.rounds == counts.irv(ballots, candidates=NAMES, seed=seed).rounds


@some
@given(profiles, st.integers(0, 3), st.sampled_from(["winning", "margins"]))
def test_comparisons_equal_a_slow_reckoning(ballots, seed, strength):
    pairs = textbook.compared(ballots, NAMES)
    assume(any(pairs.values()))
    found = counts.schulze(ballots, candidates=NAMES, seed=seed, strength=strength)
    other = counts.ranked_pairs(ballots, candidates=NAMES, seed=seed, strength=strength)
    assert found.rounds[0].pairs == other.rounds[0].pairs == pairs
    worth = pairs if strength == "winning" else {(a, b): pairs[a, b] - pairs[b, a] for a, b in pairs}
    ways = textbook.strongest(pairs, NAMES) if strength == "winning" else textbook.strongest(worth, NAMES)
    assert found.rounds[0].strengths == ways
    unbeaten = [a for a in NAMES if all(ways[a, b] >= ways[b, a] for b in NAMES if b != a)]
    assert found.winners[0] in unbeaten and bool(found.tie_breaks) == (len(unbeaten) > 1)
    locked = list(other.rounds[0].strengths)
    assert [worth[pair] for pair in locked] == sorted((worth[pair] for pair in locked), reverse=True)
    for a, b in pairs:
        if pairs[a, b] > pairs[b, a] and (a, b) not in locked:  # left out, because stronger ones lead from b to a
            assert leads(b, a, [pair for pair in locked if worth[pair] >= worth[a, b]])
    assert not any(leads(b, a, locked) for a, b in locked)
    assert not any(pair[1] == other.winners[0] for pair in locked)


def leads(a, b, pairs):
    reached, todo = {a}, [a]
    while todo:
        at = todo.pop()
        for one, to in pairs:
            if one == at and to not in reached:
                reached.add(to)
                todo.append(to)
    return b in reached


@some
@given(profiles, st.integers(0, 3), st.permutations(range(40)))
def test_the_order_of_ballots_decides_nothing(ballots, seed, order):
    assume(valid(ballots))
    mixed = [ballots[k] for k in order if k < len(ballots)]
    for rule in (counts.irv, counts.stv_scottish, counts.stv_meek, counts.schulze, counts.ranked_pairs):
        assert rule(ballots, candidates=NAMES, seed=seed) == rule(mixed, candidates=NAMES, seed=seed)
