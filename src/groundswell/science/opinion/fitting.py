"""From votes to the map: axes, groups, what marks them, and how sure all that is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.science.opinion.axes import Axes, found, placed
from groundswell.science.opinion.camps import Camps, camps
from groundswell.science.opinion.results import OpinionMap
from groundswell.science.opinion.saying import by_group, consensus, group_informed, representative
from groundswell.science.opinion.steady import stability
from groundswell.science.opinion.votes import Ids, Table, checked_id, checked_votes, numbered, tabled

Array = NDArray[Any]

ENOUGH_VOTES = 7


def fit(
    voters: Ids,
    statements: Ids,
    votes: ArrayLike,
    *,
    moderated: Iterable[Hashable] = (),
    k: int | None = None,
    compatible: str | None = None,
    seed: int = 0,
) -> OpinionMap:
    """Draw the map of who agrees with whom.

    Parameters
    ----------
    voters, statements : sequences of hashable, length n
        Who voted on what, in the order in which votes came: of two votes of one voter on one statement the last counts.
        Integer arrays are the fastest.
    votes : array_like of int, length n
        -1 disagree, 0 pass, 1 agree.
    moderated : iterable of hashable
        Statements to leave out.
    k : int, optional
        The number of groups. By default that from 2 to 5 whose groups are best apart (mean silhouette). There are fewer
        where fewer places differ.
    compatible : {"polis"}, optional
        Do as Polis does, to compare with published groups: places are scaled by sqrt(S / (n_i + M)), S being the number of
        all statements, n_i a voter's votes and M the number of those left out, which Polis counts as voted on by everybody;
        groups are made of a hundred base clusters, seeded by the first voters.
    seed : int
        For the first guesses and for drawing voters anew.

    Returns
    -------
    OpinionMap
        A voter is in a group from seven votes on (where there are fewer statements, with a vote on each).

    Raises
    ------
    ValueError
        Lengths differ, a vote is not -1, 0 or 1, an id is not hashable, there are fewer than two voters or statements,
        nobody disagrees with anybody, ``k`` or ``compatible`` is not as described.

    Notes
    -----
    A missing vote is taken as the statement's mean, and the two directions in which votes then differ most are the axes.
    By default a voter stands where the votes given place them best, drawn to the middle the less these say (the mean of
    a posterior whose spread is estimated from all voters), so that those who voted on little and on much can be compared;
    Polis' scaling leaves those who voted on little nearer to the middle. Groups are those of k-means on these places.

    It is not fit for saying *how many* people think something: whoever comes votes. Groups are made even where opinions
    form one cloud; a stability well under .8 says so. Two axes do not show what a third would.

    References
    ----------
    Small, C. et al. (2021), "Polis: scaling deliberation by mapping high dimensional opinion spaces", *Recerca* 26(2).
    Rousseeuw, P. (1987), "Silhouettes", *J. Comput. Appl. Math.* 20. Hubert, L. and Arabie, P. (1985), "Comparing
    partitions", *J. Classification* 2.

    Examples
    --------
    >>> voters, statements = np.divmod(np.arange(400), 10)
    >>> votes = np.where(statements < 5, 1, -1) * np.where(voters < 15, 1, -1)
    >>> votes[statements == 9] = 1
    >>> drawn = fit(voters, statements, votes)
    >>> drawn.k, np.bincount(drawn.groups).tolist(), drawn.stability
    (2, [25, 15], 1.0)
    >>> drawn.consensus.agree[0].statement, drawn.representative[1][0].repful_for
    (9, 'agree')
    """
    _check(k, compatible, seed)
    asked = _read(voters, statements, votes, moderated)
    as_polis = compatible is not None
    ground = grounded(asked.table, k=k, compatible=(asked.every, asked.out) if as_polis else None, seed=seed)
    return reported(asked.people, asked.names, asked.kept, asked.table, ground, seed=seed, as_polis=as_polis)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Checked input: voters, the names of statements, which of these are kept, votes, and the numbers of all statements
    and of those left out."""

    people: Array
    names: list[Any]
    kept: Array
    table: Table
    every: int
    out: int


def _read(voters: Ids, statements: Ids, votes: ArrayLike, moderated: Iterable[Hashable]) -> _Asked:
    people, who = numbered(voters, "voters")
    things, what = numbered(statements, "statements")
    if len(who) != len(what):
        raise ValueError("statements must be as long as voters")
    said = checked_votes(votes, len(who))
    if len(people) < 2:
        raise ValueError("voters must be at least two different ones")
    if len(things) < 2:
        raise ValueError("statements must be at least two different ones")
    out, names = _left_out(moderated), things.tolist()
    kept = np.array([name not in out for name in names])
    if np.count_nonzero(kept) < 2:
        raise ValueError("moderated must leave at least two statements")
    table = tabled(who, what, said, len(people), kept)
    if not np.any((table.tally > 0).sum(1) > 1):
        raise ValueError("votes must differ on at least one statement")
    return _Asked(people, names, kept, table, len(out | set(names)), len(out))


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Axes, who is grouped (row numbers), and their groups."""

    axes: Axes
    grouped: Array
    camps: Camps


def grounded(
    table: Table, *, k: int | None, compatible: tuple[int, int] | None, seed: int, before: Array | None = None,
    near: Array | None = None, held: int = 0,
) -> Ground:  # fmt: skip
    """Axes, places and groups, beginning from those before if there are any."""
    loadings, _ = found(table, seed, before)
    axes = placed(table, loadings, compatible)
    counts = table.counts if compatible is None else table.cast
    asked = int(np.count_nonzero(table.tally.sum(1))) if compatible is None else len(table.tally)
    grouped = np.flatnonzero(counts >= max(1, min(ENOUGH_VOTES, asked)))
    own = camps(
        axes.positions[grouped], np.ones(len(grouped)), k, seed=seed, as_polis=compatible is not None, near=near, held=held
    )
    return Ground(axes, grouped, own)


def reported(
    people: Array, names: list[Any], kept: Array, table: Table, ground: Ground, *, seed: int, as_polis: bool,
    called: list[int] | None = None,
) -> OpinionMap:  # fmt: skip
    """Everything a map says; ``called`` are the numbers that groups go by."""
    own, k = ground.camps, len(ground.camps.centres)
    groups = np.full(len(people), -1, np.int64)
    groups[ground.grouped] = own.labels
    counts = by_group(table.start, table.code, groups, k, len(kept))
    said = representative(names, counts, kept)
    steady = stability(ground.axes, ground.grouped, own.labels, k, seed=seed, as_polis=as_polis)
    if called is not None:
        groups[ground.grouped] = np.array(called, np.int64)[own.labels]
        said = {called[group]: spoken for group, spoken in said.items()}
    shown = np.flatnonzero(kept)
    statements = np.empty(len(shown), object)
    statements[:] = [names[j] for j in shown]
    return OpinionMap(
        voters=people,
        positions=ground.axes.positions,
        groups=groups,
        k=k,
        consensus=consensus(names, table.tally, kept),
        representative=said,
        stability=steady,
        coverage=len(ground.grouped) / max(1, len(people)),
        statements=statements,
        group_informed=group_informed(counts[:, shown, 2], counts[:, shown].sum(2)),
    )


def _left_out(moderated: Iterable[Hashable]) -> set[Hashable]:
    listed = moderated.tolist() if isinstance(moderated, np.ndarray) else moderated
    if isinstance(listed, str | bytes) or not isinstance(listed, Iterable):
        raise ValueError("moderated must be a collection of statements")
    return {checked_id(one, "moderated") for one in listed}


def _check(k: int | None, compatible: str | None, seed: int) -> None:
    if k is not None and (isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= 1000):
        raise ValueError("k must be a whole number from 1 to 1000, or None")
    if compatible not in (None, "polis"):
        raise ValueError('compatible must be "polis" or None')
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ValueError("seed must be a whole number from 0")
