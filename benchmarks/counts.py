"""Counts: a million ranked ballots, the known winners of real elections, winners beside pref_voting's on made profiles."""

from __future__ import annotations

import contextlib
import signal
import time
from typing import Any

from benchmarks import ballots as files
from benchmarks.report import OURS, Clock, Report

SEATED = ("stv_scottish", "stv_meek")
RULES = (*SEATED, "irv", "schulze", "ranked_pairs")
PEER = "pref_voting"
REAL = (
    ("Burlington 2009", "00005-00000002.toi", 1),
    ("Anderston 2007, 4 seats", "00008-00000001.soi", 4),
    ("Debian 2007", "00002-00000005.soi", 1),
)


def run(report: Report) -> None:
    """Cost at four sizes, then winners on real and on made ballots."""
    for n in (1_000, 10_000, 100_000, 1_000_000):
        for rule in RULES:
            case = f"{rule}, {n:,} ballots, 10 candidates"
            report.measure(case, OURS, cost, rule, n, size=(rule, n))
            if n <= 10_000:
                report.measure(case, PEER, cost_peer, rule, n, among="counts", repeat=1, size=(rule, n))
    for name, file, seats in REAL:
        path = report.data("ballots", file)
        if path:
            for rule in RULES:
                report.measure(f"{name}: {rule}", OURS, real, str(path), rule, seats, repeat=1)
                report.measure(f"{name}: {rule}", PEER, real_peer, str(path), rule, seats, among="counts", repeat=1)
    ours = report.measure("80 made profiles", OURS, agree, 80, repeat=1)
    theirs = report.measure("80 made profiles", PEER, agree_peer, 80, among="counts", repeat=1)
    if theirs:
        report.note(_compare(ours["winners"], theirs["winners"]))


def _seats(rule: str, seats: int) -> int:
    return seats if rule in SEATED else 1


def cost(clock: Clock, rule: str, n: int) -> dict[str, Any]:
    """One count of made ballots in an array."""
    from groundswell.science import counts

    counts_by = getattr(counts, rule)
    counts_by(files.made(10, 10, 1), candidates=10)
    given = files.made(n, 10, 2)
    with clock:
        found = counts_by(given, candidates=10, seats=_seats(rule, 4))
    return {"quality": "won: " + " ".join(str(one) for one in sorted(found.winners))}


def cost_peer(clock: Clock, rule: str, n: int) -> dict[str, Any]:
    """The same by pref_voting, equal ballots put together first; given up after a minute."""
    tally: dict[tuple[int, ...], int] = {}
    for row in files.made(n, 10, 2).tolist():
        order = tuple(one for one in row if one >= 0)
        tally[order] = tally.get(order, 0) + 1
    _load()
    with clock:
        found = _peer(rule, list(tally), list(tally.values()), 10, _seats(rule, 4), patience=60)
    return {"quality": found if isinstance(found, str) else "won: " + " ".join(str(one) for one in found)}


def real(clock: Clock, path: str, rule: str, seats: int) -> dict[str, Any]:
    """Who won, and the first preferences."""
    from groundswell.science import counts

    names, orders, often = files.preflib(path)
    getattr(counts, rule)([[0, 1], [1]], candidates=2)
    with clock:
        found = getattr(counts, rule)(orders, candidates=range(len(names)), weights=often, seats=_seats(rule, seats))
    firsts = " ".join(str(float(one)).removesuffix(".0") for one in sorted(found.rounds[0].votes.values(), reverse=True))
    told = f" ({firsts})" if rule == "irv" else ""
    lots = f", {len(found.tie_breaks)} ties settled" if found.tie_breaks else ""
    return {"quality": ", ".join(sorted(names[one] for one in found.winners)) + told + lots}


def real_peer(clock: Clock, path: str, rule: str, seats: int) -> dict[str, Any]:
    """Who won by pref_voting."""
    names, orders, often = files.preflib(path)
    _load()
    with clock:
        found = _peer(rule, orders, often, len(names), _seats(rule, seats), patience=60)
    return {"quality": found if isinstance(found, str) else ", ".join(sorted(names[one] for one in found))}


def agree(clock: Clock, n: int) -> dict[str, Any]:
    """Winners of made profiles by each rule, and whether lots were needed."""
    from groundswell.science import counts

    won: dict[str, list[Any]] = {rule: [] for rule in RULES}
    for rule in RULES:
        getattr(counts, rule)([[0, 1], [1]], candidates=2)
    with clock:
        for orders, candidates, seats in profiles(n):
            for rule in RULES:
                more = {} if rule in (*SEATED, "irv") else {"strength": "margins"}
                found = getattr(counts, rule)(orders, candidates=candidates, seats=_seats(rule, seats), **more)
                won[rule].append([sorted(found.winners), bool(found.tie_breaks)])
    return {"winners": won}


def agree_peer(clock: Clock, n: int) -> dict[str, Any]:
    """The same by pref_voting, five seconds for each count."""
    won: dict[str, list[Any]] = {rule: [] for rule in RULES}
    _load()
    with clock:
        for orders, candidates, seats in profiles(n):
            for rule in RULES:
                won[rule].append(_peer(rule, orders, [1] * len(orders), candidates, _seats(rule, seats), patience=5))
    return {"winners": won}


def profiles(n: int) -> Any:
    """Small elections, every second one without any structure."""
    import numpy as np

    for k in range(n):
        rng = np.random.default_rng(k)
        candidates, voters = int(rng.integers(3, 8)), int(rng.integers(5, 120))
        given = files.made(voters, candidates, k)
        if k % 2:
            given = np.argsort(rng.random((voters, candidates)), axis=1)
            given[np.arange(candidates) >= rng.integers(1, candidates + 1, voters)[:, None]] = -1
        orders = [tuple(int(one) for one in row if one >= 0) for row in given]
        yield orders, candidates, int(rng.integers(1, min(4, candidates)))


def _load() -> None:
    """The peer's modules, and what they compile, before the clock runs."""
    for rule in RULES:
        _peer(rule, [(0, 1, 2), (1, 2), (2, 0)], [3, 2, 2], 3, 1, patience=20)


def _peer(rule: str, orders: Any, often: Any, candidates: int, seats: int, *, patience: int) -> Any:
    """The winners by pref_voting, or a sentence."""
    import random
    import warnings

    warnings.simplefilter("ignore")
    from pref_voting import iterative_methods, margin_based_methods, proportional_methods
    from pref_voting.profiles_with_ties import ProfileWithTies

    levels = [
        {who: level for level, one in enumerate(order) for who in (one if isinstance(one, tuple) else (one,))}
        for order in orders
    ]
    profile = ProfileWithTies(levels, often, candidates=list(range(candidates)))
    run_off = iterative_methods.instant_runoff_for_truncated_linear_orders
    begun = time.perf_counter()
    try:
        with _within(patience):
            if rule == "stv_scottish":
                found = proportional_methods.stv_scottish(profile, num_seats=seats, rng=random.Random(0))
            elif rule == "stv_meek":
                found = proportional_methods.stv_meek(profile, num_seats=seats)
            elif rule == "irv":
                found = run_off(profile)
            else:
                profile.use_extended_strict_preference()
                found = {"schulze": margin_based_methods.beat_path, "ranked_pairs": margin_based_methods.ranked_pairs}[rule](
                    profile
                )
    except TimeoutError:
        return f"not finished after {time.perf_counter() - begun:.0f} s"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:80]
    return sorted(int(one) for one in found)


@contextlib.contextmanager
def _within(seconds: int) -> Any:
    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def _compare(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    parts = []
    for rule in RULES:
        same = lots = silent = other = 0
        for (winners, tied), found in zip(ours[rule], theirs[rule], strict=True):
            if isinstance(found, str):
                silent += 1
            elif winners == found or (rule not in SEATED and tied and winners[0] in found):
                same += 1
            elif tied:
                lots += 1
            else:
                other += 1
        parts.append(f"{rule} {same} same, {lots} by other lots, {other} different, {silent} not finished")
    return "Winners beside pref_voting's: " + "; ".join(parts) + "."
