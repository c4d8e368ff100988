"""A trial looked at after every person: how often it cries wolf, how much wider its ranges are, what a learning lot loses."""

from __future__ import annotations

import math
from typing import Any

from benchmarks.report import OURS, Clock, Report

RUNS, PEOPLE, AT_ONCE = 10_000, 3_000, 50
SHARES = (0.5, 0.1, 0.01)
ONCE = "a 5 % test, looked at as often"


def run(report: Report) -> None:
    """Trials without an effect, with one, and the lot that learns."""
    for share in SHARES:
        case = f"{RUNS:,} trials of {PEOPLE:,} without effect, yes {100 * share:g} %"
        report.measure(case, OURS, wolves, share, repeat=1)
        report.measure(case, ONCE, wolves_of_one_look, share, repeat=1)
    for share in SHARES:
        report.measure(f"10,000 people, yes {100 * share:g} %, five points more", OURS, width, share)
    report.measure("1,000,000 people added at once", OURS, adding)
    report.measure("50 trials of 2,000, yes 10, 20 and 30 %, arms drawn by a lot that learns", OURS, learning, repeat=1)


def _made(rng: Any, share: float) -> tuple[Any, Any]:
    """Arms and outcomes of one trial without an effect."""
    return rng.integers(0, 2, PEOPLE), (rng.random(PEOPLE) < share).astype(float)


def wolves(clock: Clock, share: float) -> dict[str, Any]:
    """In how many trials without an effect did any of the looks, one after each person, say that there is one."""
    import numpy as np

    from groundswell.science.trials.boundary import evidence, tuned
    from groundswell.science.trials.weighing import weighed

    rng, cried, chances = np.random.default_rng(1), 0, np.array([0.5, 0.5])
    rho = tuned(1_000 * 2 * 0.1 / 0.5 * 0.25, 0.025)  # as Peek takes it
    with clock:
        for _ in range(RUNS):
            arms, outcomes = _made(rng, share)
            expected, off = weighed(arms, outcomes, chances)
            apart = off[:, 1] - off[:, 0]
            score = np.abs(np.cumsum(expected[:, 1] - expected[:, 0] + apart)) / 2
            variance = np.cumsum(apart**2) / 4
            near = score > 1.9 * np.sqrt(variance)  # nearer than that nothing is ever said
            cried += bool((evidence(score[near], variance[near], rho) >= math.log(40)).any())
    return {"quality": f"{100 * cried / RUNS:.2f} % ever say there is one", "cried": cried / RUNS}


def wolves_of_one_look(clock: Clock, share: float) -> dict[str, Any]:
    """The same trials by the usual test of two shares, from the 20th person on, as if each look were the only one."""
    import numpy as np

    rng, cried = np.random.default_rng(1), 0
    with clock:
        for _ in range(RUNS):
            arms, outcomes = _made(rng, share)
            n = np.stack([np.cumsum(arms == arm) for arm in (0, 1)])
            yes = np.stack([np.cumsum((arms == arm) * outcomes) for arm in (0, 1)])
            with np.errstate(invalid="ignore", divide="ignore"):
                pooled = yes.sum(axis=0) / n.sum(axis=0)
                z = np.abs(yes[1] / n[1] - yes[0] / n[0]) / np.sqrt(pooled * (1 - pooled) * (1 / n[0] + 1 / n[1]))
            cried += bool((z[20:] > 1.96).any())
    return {"quality": f"{100 * cried / RUNS:.2f} % ever say there is one", "cried": cried / RUNS}


def width(clock: Clock, share: float) -> dict[str, Any]:
    """How wide the range is beside that of a single look, and after how many people the effect is sure."""
    import numpy as np

    from groundswell.science import trials

    rng, n = np.random.default_rng(2), 10_000
    arms = rng.integers(0, 2, n)
    outcomes = (rng.random(n) < np.where(arms == 1, share + 0.05, share)).astype(float)
    with clock:
        peek, seen = trials.Peek([0, 1], control=0), n
        for start in range(0, n, AT_ONCE):
            peek.add_many(arms[start : start + AT_ONCE], outcomes[start : start + AT_ONCE])
            table = peek.table()
            seen = min(seen, start + AT_ONCE) if table.lower[1] > 0 else seen
    once = trials.compare(outcomes, arms, control=0)
    ratio = (table.upper[1] - table.lower[1]) / (once.upper[1] - once.lower[1])
    sure = f"sure from {seen:,} people on" if table.lower[1] > 0 else "not sure by then"
    return {"quality": f"range {ratio:.2f} times that of one look, {sure}", "ratio": ratio}


def adding(clock: Clock) -> dict[str, Any]:
    """Many people in one call."""
    import numpy as np

    from groundswell.science import trials

    rng, n = np.random.default_rng(3), 1_000_000
    arms, outcomes = rng.integers(0, 4, n), rng.random(n)
    with clock:
        peek = trials.Peek([0, 1, 2, 3], control=0)
        peek.add_many(arms, outcomes)
        table = peek.table()
    return {"quality": f"effects within {abs(table.effects).max():.4f} of none"}


def learning(clock: Clock) -> dict[str, Any]:
    """How much is lost on the way, and how often the ranges hold."""
    import numpy as np

    from groundswell.science import trials

    shares, lost, held = {"a": 0.1, "b": 0.2, "c": 0.3}, [], 0
    with clock:
        for seed in range(50):
            lot, rng = trials.Thompson(list(shares), control="a", seed=seed), np.random.default_rng(seed)
            for _ in range(2_000):
                one = lot.draw()
                lot.tell(one.number, float(rng.random() < shares[str(one.arm)]))
            table = lot.table()
            lost.append(0.3 - float((table.n * [0.1, 0.2, 0.3]).sum()) / 2_000)
            held += bool(table.lower[1] <= 0.1 <= table.upper[1] and table.lower[2] <= 0.2 <= table.upper[2])
    return {
        "quality": f"{1e3 * np.mean(lost):.0f} of 1,000 yes lost (equal chances: 100); ranges hold in {held} of 50",
        "held": held,
    }
