"""The map of opinions: against Polis' published groups, and in time and memory beside red-dwarf; votes as they come."""

from __future__ import annotations

import csv
from collections import Counter
from typing import Any

from benchmarks.report import OURS, Clock, Report

CONVERSATIONS = ("vtaiwan.uberx", "scoop-hivemind.biodiversity")
_PEER, _AMONG = "red-dwarf 0.4.0", "opinion"


def run(report: Report) -> None:
    """Two real conversations, four sizes of made ones, and votes one by one."""
    for name in CONVERSATIONS:
        folder = report.data("polis", name)
        if folder is not None:
            report.measure(name, OURS, real, str(folder))
            report.measure(name, "groundswell, as Polis does", real, str(folder), compatible="polis")
            report.measure(name, _PEER, real_by_red_dwarf, str(folder), among=_AMONG)
            for compatible, peer in ((None, OURS), ("polis", "groundswell, as Polis does")):
                report.measure(f"{name}, hidden votes", peer, foretold, str(folder), compatible, repeat=1)
    for n in (10_000, 100_000, 1_000_000, 10_000_000):
        size = ("fit", n)
        report.measure(f"fit {n:,} votes", OURS, cost, n, size=size, repeat=1 if n > 1_000_000 else 3)
        if n <= 1_000_000:
            report.measure(f"fit {n:,} votes", _PEER, cost_by_red_dwarf, n, among=_AMONG, size=size, repeat=1)
    for n in (1_000_000,):
        report.measure(f"fit {n:,} votes", "groundswell, as Polis does", cost, n, compatible="polis", repeat=1)
    for n in (10_000, 100_000, 1_000_000):
        report.measure(f"{n:,} votes one by one", OURS, live, n, size=("one by one", n), repeat=1)


def told(folder: str) -> tuple[Any, Any, Any, list[int], dict[int, int]]:
    """A conversation's votes as they came, statements that were moderated out, and the published groups."""
    import numpy as np

    def rows(name: str) -> list[dict[str, str]]:
        with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    votes = sorted(rows("votes"), key=lambda row: int(row["timestamp"]))
    voters, statements, values = (np.array([int(row[key]) for row in votes]) for key in ("voter-id", "comment-id", "vote"))
    out = [int(row["comment-id"]) for row in rows("comments") if row["moderated"] == "-1"]
    groups = {int(row["participant"]): int(row["group-id"]) for row in rows("participants-votes") if row["group-id"]}
    return voters, statements, values, out, groups


def likeness(one: dict[Any, int], other: dict[Any, int]) -> float:
    """Adjusted Rand index of two groupings over whom both group."""
    both = [(one[person], other[person]) for person in one if person in other]

    def pairs(counts: Counter[Any]) -> float:
        return sum(n * (n - 1) / 2 for n in counts.values())

    rows, columns = pairs(Counter(a for a, _ in both)), pairs(Counter(b for _, b in both))
    expected = rows * columns / (len(both) * (len(both) - 1) / 2)
    return (pairs(Counter(both)) - expected) / ((rows + columns) / 2 - expected)


def real(clock: Clock, folder: str, compatible: str | None = None) -> dict[str, Any]:
    """One conversation, and how like the published groups ours are."""
    from groundswell.science import opinion

    voters, statements, votes, out, published = told(folder)
    opinion.fit(*made(500), compatible=compatible)
    with clock:
        drawn = opinion.fit(voters, statements, votes, moderated=out, compatible=compatible)
    ours = {voter: group for voter, group in zip(drawn.voters.tolist(), drawn.groups.tolist(), strict=True) if group >= 0}
    ari = likeness(ours, published)
    return {"quality": f"ARI {ari:.3f} to the published groups, k {drawn.k}, stability {drawn.stability:.2f}", "ari": ari}


def foretold(clock: Clock, folder: str, compatible: str | None, hidden: float = 0.15, rounds: int = 10) -> dict[str, Any]:
    """How much of hidden votes is explained by what the voter's group, of two, says beside what everybody says."""
    import numpy as np

    from groundswell.science import opinion

    voters, statements, votes, out, _ = told(folder)
    last = np.array(
        list(dict(zip(zip(voters.tolist(), statements.tolist(), strict=True), range(len(votes)), strict=True)).values())
    )
    last = last[~np.isin(statements[last], out)]
    voters, statements, votes = voters[last], statements[last], votes[last].astype(float)
    m, explained = int(statements.max()) + 1, []
    with clock:
        for seed in range(rounds):
            seen = np.random.default_rng(seed).random(len(votes)) >= hidden
            drawn = opinion.fit(voters[seen], statements[seen], votes[seen], k=2, compatible=compatible)
            group = np.full(voters.max() + 1, -1)
            group[drawn.voters] = drawn.groups
            mean = np.bincount(statements[seen], votes[seen], m) / np.maximum(1, np.bincount(statements[seen], minlength=m))
            cell = np.where(group[voters] >= 0, group[voters] * m + statements, -1)
            known, asked = seen & (cell >= 0), ~seen & (cell >= 0)
            heads, said = np.bincount(cell[known], minlength=2 * m), np.bincount(cell[known], votes[known], 2 * m)
            guess = (said + 2 * np.tile(mean, 2)) / (heads + 2)
            error = np.mean((votes[asked] - guess[cell[asked]]) ** 2)
            explained.append(1 - error / np.mean((votes[asked] - mean[statements[asked]]) ** 2))
    share = float(np.mean(explained))
    return {
        "quality": f"two groups explain {share:.3f} of hidden votes (error {np.std(explained) / rounds**0.5:.3f})",
        "explained": share,
    }


def real_by_red_dwarf(clock: Clock, folder: str) -> dict[str, Any]:
    """The same by red-dwarf."""
    from reddwarf.implementations.polis import run_pipeline

    voters, statements, votes, out, published = told(folder)
    with clock:
        found = run_pipeline(votes=_listed(voters, statements, votes), mod_out_statement_ids=out, random_state=0)
    people = found.participants_df.dropna(subset=["cluster_id"])
    ari = likeness(dict(zip(people.index.tolist(), people["cluster_id"].astype(int).tolist(), strict=True)), published)
    return {"quality": f"ARI {ari:.3f} to the published groups, k {people['cluster_id'].nunique()}", "ari": ari}


def made(n: int, seed: int = 0) -> tuple[Any, Any, Any]:
    """Votes of three camps on statements drawn at random, fifty a voter."""
    import numpy as np

    rng = np.random.default_rng(seed)
    voters, statements = max(50, n // 50), max(20, min(2000, n // 1000))
    middle = np.array([[1.2, 0.0], [-0.8, 1.0], [-0.6, -1.0]])
    stand = middle[rng.integers(0, 3, voters)] + rng.normal(0, 0.5, (voters, 2))
    load, liked = rng.normal(0, 0.6, (statements, 2)), rng.normal(0.3, 0.6, statements)
    who, what = rng.integers(0, voters, n), rng.integers(0, statements, n)
    view = liked[what] + np.einsum("ij,ij->i", stand[who], load[what]) + rng.logistic(0, 0.6, n)
    return who, what, np.where(view > 0.25, 1, np.where(view < -0.25, -1, 0))


def cost(clock: Clock, n: int, compatible: str | None = None) -> dict[str, Any]:
    """Integer arrays in, the whole map out."""
    from groundswell.science import opinion

    data = made(n)
    opinion.fit(*made(60_000), compatible=compatible)
    with clock:
        drawn = opinion.fit(*data, compatible=compatible)
    return {"quality": f"k {drawn.k}, stability {drawn.stability:.2f}", "stability": drawn.stability}


def cost_by_red_dwarf(clock: Clock, n: int) -> dict[str, Any]:
    """The same by red-dwarf; making its list of votes is not counted."""
    from reddwarf.implementations.polis import run_pipeline

    votes = _listed(*made(n))
    with clock:
        found = run_pipeline(votes=votes, random_state=0)
    return {"quality": f"k {found.participants_df['cluster_id'].nunique()}"}


def live(clock: Clock, n: int) -> dict[str, Any]:
    """Vote by vote from an empty map, all refreshes counted."""
    import time

    import numpy as np

    from groundswell.science import opinion

    data = [column.tolist() for column in made(n)]
    warm = opinion.Live()
    for voter, statement, value in zip(*(column[:2000] for column in data), strict=True):
        warm.vote(voter, statement, value)
    asked, took = opinion.Live(), np.empty(n)
    with clock:
        for i, (voter, statement, value) in enumerate(zip(*data, strict=True)):
            begun = time.perf_counter()
            asked.vote(voter, statement, value)
            took[i] = time.perf_counter() - begun
    half, late = np.quantile(took, (0.5, 0.99)) * 1e6
    each = clock.cpu / n * 1e6
    return {"quality": f"{each:.1f} µs a vote with refreshes; half within {half:.1f}, 99 % within {late:.1f} µs", "each": each}


def _listed(voters: Any, statements: Any, votes: Any) -> list[dict[str, int]]:
    last = dict(zip(zip(voters.tolist(), statements.tolist(), strict=True), votes.tolist(), strict=True))
    return [{"participant_id": a, "statement_id": b, "vote": c, "modified": at} for at, ((a, b), c) in enumerate(last.items())]
