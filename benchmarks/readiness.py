"""Which rule foretells what communities that have not rated yet will say, on real conversations; and what a bloc can do."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from benchmarks.report import OURS, Clock, Report

CONVERSATIONS = ("vtaiwan.uberx", "scoop-hivemind.biodiversity")
# Communities, and how many of them have rated.
SPLITS = ((3, 2), (4, 2), (5, 3))
FIRST = (4, 8, 16, 1000)
RULES = {
    "approval": "plain approval",
    "factor": "matrix factor alone",
    "informed": "group-informed consensus",
    "first": "the first rule: weakest that rated",
    "expected": OURS,
}
_ROUNDS = 5


def run(report: Report) -> None:
    """Both conversations, every rule on the same answers; then the curve."""
    for name in CONVERSATIONS:
        folder = report.data("polis", name)
        if folder is None:
            continue
        found = report.measure(f"{name}, all rules", OURS, experiment, str(folder), repeat=1)
        for first in FIRST:
            case = f"{name}, {'all' if first == 1000 else f'first {first}'} ratings of each"
            for key, label in RULES.items():
                rank, share = found["ranking"][f"{first}"][key], found["called"][f"{first}"][key]
                report.add(case, label, quality=f"rank correlation {rank:.3f}; called ready {share}")
    lines = blocs()
    report.curve("what k more raters do", "k", "readiness", {name: [(x, y) for x, y in line] for name, line in lines.items()})
    for name, line in lines.items():
        said = ", ".join(f"{k}: {score:.2f}" for k, score in line if k in (0, 4, 8, 16, 32))
        report.add("two communities of 12, one nine tenths for it, one half", name, quality=said)


class Case(NamedTuple):
    """One answer: ratings of communities that rated, and the mean approval of each that did not."""

    n: Any
    mean: Any
    agreed: Any
    intercept: float
    expected: float
    hidden: float


def experiment(clock: Clock, folder: str) -> dict[str, Any]:
    """Rank correlation of every rule with the least approval among those left out; and how those whom each rule would call
    ready fare there: as many as ours calls ready, the share that a community left out turns down (approval under a half)."""
    import numpy as np
    from scipy.stats import spearmanr

    ranking: dict[str, dict[str, list[float]]] = {str(first): defaultdict(list) for first in FIRST}
    called: dict[str, dict[str, list[int]]] = {str(first): defaultdict(lambda: [0, 0]) for first in FIRST}
    with clock:
        for (communities, rated), seed in itertools.product(SPLITS, range(_ROUNDS)):
            for first, cases in situations(folder, communities, rated, seed):
                hidden = np.array([case.hidden for case in cases])
                scores = _scores(cases)
                ready = (scores["first"] >= 0.6) & (scores["expected"] >= 0.6)
                for key, score in scores.items():
                    ranking[str(first)][key].append(float(spearmanr(score, hidden)[0]))
                    chosen = np.flatnonzero(ready) if key == "expected" else np.argsort(-score, kind="stable")[: ready.sum()]
                    called[str(first)][key][0] += len(chosen)
                    called[str(first)][key][1] += int(np.sum(hidden[chosen] < 0.5))
    shares = {
        first: {key: f"{n}, turned down {bad / max(1, n):.1%}" for key, (n, bad) in by.items()} for first, by in called.items()
    }
    means = {first: {key: float(np.nanmean(values)) for key, values in by.items()} for first, by in ranking.items()}
    return {"quality": "see below", "ranking": means, "called": shares}


def _scores(cases: list[Case]) -> dict[str, Any]:
    import numpy as np
    from scipy.special import betaincinv

    from groundswell.science import opinion

    n, mean, agreed = (np.array([getattr(case, name) for case in cases]) for name in ("n", "mean", "agreed"))
    return {
        "approval": (n * mean).sum(1) / n.sum(1),
        "factor": np.array([case.intercept for case in cases]),
        "informed": opinion.group_informed(agreed.T, n.T),
        "first": betaincinv(1 + n * mean, 1 + n * (1 - mean), 0.1).min(1),
        "expected": np.array([case.expected for case in cases]),
    }


def situations(folder: str, communities: int, rated: int, seed: int) -> Iterator[tuple[int, list[Case]]]:
    """Half of the statements are history: they make the communities (groups of the map), show how these go together and
    train the factors. Of the others some communities' first ratings are seen, those of the rest are left out."""
    import numpy as np

    from groundswell.science import bridging, opinion

    voter, statement, approval = _ratings(folder)
    m = int(statement.max()) + 1
    old = np.zeros(m, bool)
    old[np.random.default_rng(seed).permutation(m)[: m // 2]] = True
    past = old[statement]
    drawn = opinion.fit(voter[past], statement[past], (2 * approval[past] - 1).astype(int), k=communities)
    group = np.full(voter.max() + 1, -1)
    group[drawn.voters] = drawn.groups
    own = group[voter]
    n, mean, _ = _tally(statement, own, approval, past & (own >= 0), m, communities)
    history = [{c: (n[s, c], mean[s, c]) for c in range(communities) if n[s, c] >= 3} for s in np.flatnonzero(old)]
    habits = bridging.Habits(history, 3)
    new = ~past & (own >= 0)
    turn = _turns(statement * communities + own, new)
    every = _tally(statement, own, approval, new, m, communities)
    for told in itertools.combinations(range(communities), rated):
        seen, left = list(told), [c for c in range(communities) if c not in told]
        for first in FIRST:
            kept = new & np.isin(own, seen) & (turn < first)
            n, mean, agreed = _tally(statement, own, approval, kept, m, communities)
            fitted = bridging.fit(voter[past | kept], statement[past | kept], approval[past | kept], seed=0)
            asked = np.flatnonzero((n[:, seen].min(1) >= 3) & (every[0][:, left].min(1) >= 5))
            if len(asked) < 10:
                continue
            cases = []
            for s in asked:
                expected = habits.expected({c: (n[s, c], mean[s, c]) for c in seen})
                least = min(one.mean for one in expected)
                cases.append(
                    Case(n[s, seen], mean[s, seen], agreed[s, seen], fitted.note_intercept[s], least, every[1][s, left].min())
                )
            yield first, cases


def _ratings(folder: str) -> tuple[Any, Any, Any]:
    """Each voter's last vote on each statement that was let in, as they came: voters and statements numbered, approval."""
    import numpy as np

    from benchmarks.opinion import told

    voter, statement, vote, out, _ = told(folder)
    last = dict(zip(zip(voter.tolist(), statement.tolist(), strict=True), range(len(vote)), strict=True))
    at = np.sort(np.array(list(last.values())))
    at = at[~np.isin(statement[at], out)]
    voters, statements = (np.unique(column[at], return_inverse=True)[1] for column in (voter, statement))
    return voters, statements, (vote[at] + 1) / 2


def _tally(statement: Any, own: Any, approval: Any, which: Any, m: int, k: int) -> tuple[Any, Any, Any]:
    """By statement and community: how many rated, their mean approval, how many fully approve."""
    import numpy as np

    cell = statement[which] * k + own[which]
    n, total, agreed = (np.bincount(cell, w, m * k).reshape(m, k) for w in (None, approval[which], approval[which] == 1))
    return n, total / np.maximum(1, n), agreed


def _turns(cell: Any, which: Any) -> Any:
    """The how-manieth rating of its statement by its community each is."""
    import numpy as np

    turn = np.full(len(cell), -1)
    at = np.flatnonzero(which)
    order = at[np.argsort(cell[at], kind="stable")]
    begins = np.r_[0, np.flatnonzero(np.diff(cell[order])) + 1]
    turn[order] = np.arange(len(order)) - np.repeat(begins, np.diff(np.r_[begins, len(order)]))
    return turn


def blocs(most: int = 40) -> dict[str, list[tuple[float, float]]]:
    """Readiness of an answer that one community of 12 likes and one does not, as k raters who all approve come in."""
    from groundswell.science import bridging

    ratings = [1.0] * 10 + [0.5, 0.5] + [1.0] * 5 + [0.5] * 2 + [0.0] * 5
    homes = [["hill"]] * 12 + [["quay"]] * 12

    def score(more: list[list[str]]) -> float:
        rated = ratings + [1.0] * len(more)
        return bridging.readiness(range(len(rated)), rated, homes + more).score

    def plain(k: int) -> float:
        return (sum(ratings) + k) / (len(ratings) + k)

    kinds = {
        "independent, k for each community": lambda k: [["hill"]] * k + [["quay"]] * k,
        "independent, k in all": lambda k: [["hill"]] * (k // 2) + [["quay"]] * (k - k // 2),
        "a bloc of k in one community": lambda k: [["hill"]] * k,
        "a bloc of k who joined both": lambda k: [["hill", "quay"]] * k,
    }
    lines = {name: [(float(k), score(make(k))) for k in range(0, most + 1, 2)] for name, make in kinds.items()}
    return lines | {"plain approval, any k": [(float(k), plain(k)) for k in range(0, most + 1, 2)]}
