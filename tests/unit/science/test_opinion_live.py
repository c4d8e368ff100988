"""The map while people vote: exact counts, places at once, numbers of groups that last."""

import numpy as np
import pytest

from groundswell.science import opinion
from groundswell.science.opinion.camps import agreement


def _poll(n=90, m=14, seed=0, share=0.8, sides=3):
    rng = np.random.default_rng(seed)
    voters, statements = (axis.ravel() for axis in np.meshgrid(np.arange(n), np.arange(m), indexing="ij"))
    view = np.where(voters % sides == statements % sides, 1, -1)
    votes = np.where(rng.random(len(view)) < 0.9, view, rng.integers(-1, 2, len(view)))
    keep = np.flatnonzero(rng.random(len(view)) < share)
    rng.shuffle(keep)
    return list(zip(voters[keep].tolist(), statements[keep].tolist(), votes[keep].tolist(), strict=True))


def _fed(poll, live=None):
    live = live or opinion.Live()
    for voter, statement, value in poll:
        live.vote(voter, statement, value)
    return live


def test_the_map_is_that_of_all_votes_at_once():
    poll = _poll()
    drawn = _fed(poll).map()
    whole = opinion.fit(*zip(*poll, strict=True))
    order = np.argsort(drawn.voters.astype(int))
    assert drawn.voters[order].tolist() == whole.voters.tolist()
    assert agreement(drawn.groups[order] + 1, whole.groups + 1) == 1.0
    assert {said.statement for said in drawn.consensus.agree} == {said.statement for said in whole.consensus.agree}
    away = np.abs(drawn.positions[order] * np.sign(np.sum(drawn.positions[order] * whole.positions, axis=0)) - whole.positions)
    assert away.max() < 1e-6


def test_places_between_refreshes_are_exact_on_the_axes_of_the_last():
    live = _fed(_poll())
    drawn = live.map()
    for voter, position, group in zip(drawn.voters.tolist(), drawn.positions.tolist(), drawn.groups.tolist(), strict=True):
        placed = live.place(voter)
        assert placed.position == pytest.approx(position, abs=1e-9)
        assert placed.group == group
    before = live.place(0)
    moved = live.vote(0, 0, -1 if before.group == live.place(3).group else 1)
    assert live.place(0) == moved
    assert moved.position != before.position
    assert live.vote("new", 0, 1).group == -1


def test_counts_are_exact_and_the_last_vote_stands():
    live = opinion.Live()
    for value in (1, -1, 0, 0):
        live.vote("ana", "bus", value)
    live.vote("ben", "bus", 1)
    assert live.tally("bus") == (1, 1, 0)
    with pytest.raises(ValueError, match="statement must be one"):
        live.tally("tram")
    with pytest.raises(ValueError, match="voter must be one"):
        live.place("cem")


def test_groups_keep_their_numbers_while_people_come_and_one_outgrows_another():
    live = _fed(_poll(60))
    before = live.map()
    name = dict(zip(before.voters.tolist(), before.groups.tolist(), strict=True))
    rng = np.random.default_rng(1)
    last = before
    for start in range(100, 400, 50):
        for voter in range(start, start + 50):
            for statement in range(14):
                view = 1 if statement % 3 == 2 else -1
                live.vote(voter, statement, view if rng.random() < 0.9 else 0)
        drawn = live.map()
        kept = [group == name[voter] for voter, group in zip(drawn.voters.tolist(), drawn.groups.tolist(), strict=True)
                if name.get(voter, -1) >= 0]  # fmt: skip
        assert np.mean(kept) > 0.9
        known = len(last.voters)
        assert np.all(np.sum(drawn.positions[:known] * last.positions, axis=0) > 0)
        last = drawn
    assert np.argmax(np.bincount(last.groups[last.groups >= 0])) == name[2]
    assert set(last.representative) == set(last.groups.tolist()) - {-1}


def test_the_same_calls_give_the_same_bits_and_a_map_is_drawn_once():
    poll = _poll()
    one, other = _fed(poll), _fed(poll)
    drawn = one.map()
    assert drawn is one.map()
    assert drawn.positions.tobytes() == other.map().positions.tobytes()
    one.vote(0, 0, 1 if one.place(0).group else -1)
    one.vote(0, 0, 0)
    assert one.map() is not drawn


def test_votes_taken_back_many_times_do_not_pile_up():
    live = opinion.Live()
    for turn in range(400):
        for voter in range(4):
            live.vote(voter, turn % 3, (turn + voter) % 3 - 1)
    live.map()
    live.vote(0, 0, -live.tally(0)[0] and 1)
    assert len(live._log[0]) <= 26
    assert live.map().positions.shape == (4, 2)


@pytest.mark.parametrize("many", [0, 1, 5])
def test_before_anybody_disagrees_all_stand_in_the_middle(many):
    live = opinion.Live()
    for voter in range(many):
        live.vote(voter, "bus", 1)
    drawn = live.map()
    assert drawn.k == min(1, many)
    assert drawn.positions.tolist() == [[0.0, 0.0]] * many
    assert drawn.groups.tolist() == [0] * many


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ana", "bus", 2), "value must be"),
        (("ana", "bus", True), "value must be"),
        (("ana", "bus", float("nan")), "value must be"),
        (("ana", "bus", None), "value must be"),
        (([], "bus", 1), "must be hashable"),
        (("ana", float("nan"), 1), "statement must not be NaN"),
    ],
)
def test_what_makes_no_sense_is_refused_and_counts_nothing(arguments, message):
    live = opinion.Live()
    with pytest.raises(ValueError, match=message):
        live.vote(*arguments)
    assert live.map().voters.tolist() == []
    with pytest.raises(ValueError, match="seed must be"):
        opinion.Live(seed=-1)
