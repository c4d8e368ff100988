"""Committees and budgets by approvals: Phragmén's rule and equal shares, beside abcvoting's and pabutools'."""

from __future__ import annotations

from typing import Any

from benchmarks.report import OURS, Clock, Report

RULES = ("phragmen", "equal_shares")
PEER = "abcvoting"
_THEIRS = {"phragmen": "seqphragmen", "equal_shares": "equal-shares"}
CANDIDATES, SEATS = 30, 10


def run(report: Report) -> None:
    """Cost at four sizes, then the winners of made profiles."""
    for n in (300, 1_000, 10_000, 100_000):
        for rule in RULES:
            case = f"{rule}, {n:,} ballots, {SEATS} of {CANDIDATES}"
            report.measure(case, OURS, cost, rule, n, size=(rule, n))
            if n <= 10_000:
                report.measure(case, PEER, cost_peer, rule, n, among="counts", repeat=1, size=(rule, n))
    for n in (100, 1_000):
        case = f"budget by equal shares, {n:,} ballots, 40 projects"
        report.measure(case, OURS, budget, n, repeat=1)
        report.measure(case, "pabutools", budget_peer, n, among="counts", repeat=1)
    ours = report.measure("60 made profiles", OURS, agree, 60, repeat=1)
    theirs = report.measure("60 made profiles", PEER, agree_peer, 60, among="counts", repeat=1)
    if theirs:
        report.note(_compare(ours["winners"], theirs["winners"]))


def made(n: int, candidates: int, seed: int) -> list[list[int]]:
    """Ballots of three camps with tastes of their own; nobody's is empty."""
    import numpy as np

    rng = np.random.default_rng(seed)
    chance = rng.beta(1, 4, (3, candidates))
    wants = rng.random((n, candidates)) < chance[rng.integers(0, 3, n)]
    wants[np.arange(n), rng.integers(0, candidates, n)] = True
    return [np.flatnonzero(row).tolist() for row in wants]


def _ours(rule: str, ballots: list[list[int]], candidates: int, seats: int) -> Any:
    from groundswell.science import counts

    if rule == "phragmen":
        return counts.phragmen(ballots, candidates=range(candidates), seats=seats)
    return counts.equal_shares(ballots, costs=dict.fromkeys(range(candidates), 1), budget=seats, completion="none")


def _theirs(rule: str, ballots: list[list[int]], candidates: int, seats: int) -> list[list[int]]:
    """All committees that settling ties one way or the other leads to; equal shares may leave seats empty, ours as theirs."""
    from abcvoting import abcrules
    from abcvoting.preferences import Profile

    profile = Profile(candidates)
    profile.add_voters(ballots)
    more = {"algorithm": "standard-fractions", "resolute": False, "max_num_of_committees": 50}
    if rule == "equal_shares":
        more["completion"] = None
    found = abcrules.compute(_THEIRS[rule], profile, committeesize=seats, **more)
    return [sorted(int(one) for one in committee) for committee in found]


def cost(clock: Clock, rule: str, n: int) -> dict[str, Any]:
    """One committee."""
    _ours(rule, made(20, 5, 1), 5, 2)
    given = made(n, CANDIDATES, 2)
    with clock:
        found = _ours(rule, given, CANDIDATES, SEATS)
    return {"quality": "won: " + " ".join(str(one) for one in sorted(found.winners))}


def cost_peer(clock: Clock, rule: str, n: int) -> dict[str, Any]:
    """The same by abcvoting, in exact fractions as ours."""
    _theirs(rule, made(20, 5, 1), 5, 2)
    given = made(n, CANDIDATES, 2)
    with clock:
        found = _theirs(rule, given, CANDIDATES, SEATS)
    return {"quality": "won: " + " ".join(str(one) for one in found[0])}


def _projects(n: int) -> tuple[list[list[int]], dict[int, int], int]:
    """Ballots on forty projects that cost from 1,000 to 40,000, and money for a quarter of them."""
    import numpy as np

    costs = {place: int(one) * 1_000 for place, one in enumerate(np.random.default_rng(3).integers(1, 41, 40))}
    return made(n, 40, 4), costs, sum(costs.values()) // 4


def budget(clock: Clock, n: int) -> dict[str, Any]:
    """A budget shared out, what projects are worth being their cost, without completion."""
    from groundswell.science import counts

    counts.equal_shares([{0}, {1}], costs={0: 1, 1: 1}, budget=1, completion="none")
    ballots, costs, limit = _projects(n)
    with clock:
        found = counts.equal_shares(ballots, costs=costs, budget=limit, completion="none")
    return {"quality": "bought: " + " ".join(str(one) for one in sorted(found.winners))}


def budget_peer(clock: Clock, n: int) -> dict[str, Any]:
    """The same by pabutools."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
    from pabutools.rules import method_of_equal_shares

    ballots, costs, limit = _projects(n)
    projects = {place: Project(str(place), cost) for place, cost in costs.items()}
    instance = Instance(projects.values(), budget_limit=limit)
    profile = ApprovalProfile([ApprovalBallot(projects[place] for place in one) for one in ballots])
    with clock:
        found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
    return {"quality": "bought: " + " ".join(str(one) for one in sorted(int(one.name) for one in found))}


def profiles(n: int) -> Any:
    """Small elections."""
    for k in range(n):
        candidates = 4 + k % 7
        yield made(6 + 5 * (k % 9), candidates, k), candidates, 1 + k % (candidates - 1)


def agree(clock: Clock, n: int) -> dict[str, Any]:
    """Winners by each rule."""
    with clock:
        won = {rule: [sorted(_ours(rule, *one).winners) for one in profiles(n)] for rule in RULES}
    return {"winners": won}


def agree_peer(clock: Clock, n: int) -> dict[str, Any]:
    """The same by abcvoting: every committee that lots may lead to."""
    with clock:
        won = {rule: [_theirs(rule, *one) for one in profiles(n)] for rule in RULES}
    return {"winners": won}


def _compare(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    parts = []
    for rule in RULES:
        pairs = list(zip(ours[rule], theirs[rule], strict=True))
        same = sum(one in several for one, several in pairs)
        lots = sum(one in several and len(several) > 1 for one, several in pairs)
        parts.append(f"{rule} {same} of {len(pairs)} the same ({lots} of these one of several that lots lead to)")
    return "Winners beside abcvoting's: " + "; ".join(parts) + "."
