"""Trials: the experiment of Gerber, Green and Larimer to the printed digit, beside statsmodels, and how often ranges hold."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.report import OURS, Clock, Report

PEER = "statsmodels"
CASES = ("by household", "by household, within blocks", "as if by person")


def run(report: Report) -> None:
    """The real experiment three ways, four sizes of made ones, then how often ranges hold the truth."""
    path = report.data("experiments", "ggl2008_social_pressure.csv.gz")
    if path:
        for case in CASES:
            report.measure(f"2008 turnout, {case}", OURS, turnout, str(path), case)
            report.measure(f"2008 turnout, {case}", PEER, turnout_peer, str(path), case, among="trials")
    for n in (10_000, 100_000, 1_000_000, 3_000_000):
        report.measure(f"{n:,} people, blocks and clusters", OURS, cost, n, size=("blocks and clusters", n))
        if n <= 1_000_000:
            report.measure(
                f"{n:,} people, blocks and clusters",
                PEER,
                cost_peer,
                n,
                among="trials",
                repeat=1,
                size=("blocks and clusters", n),
            )
    for clusters in (20, 50, 200):
        report.measure(f"2,000 made trials, {clusters} clusters", OURS, coverage, clusters, repeat=1)


def read(path: str) -> tuple[Any, Any, Any, Any]:
    """Whether they voted, what they were sent, household, block."""
    import csv
    import gzip

    import numpy as np

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [(row["primary_06"], row["treatment"], row["hh_id"], row["cluster"]) for row in csv.DictReader(lines)]
    voted, arm, home, block = zip(*rows, strict=True)
    return np.array(voted, float), np.array(arm), np.array(home, int), np.array(block, int)


def turnout(clock: Clock, path: str, case: str) -> dict[str, Any]:
    """Effects and standard errors in points."""
    from groundswell.science import trials

    voted, arm, home, block = read(path)
    more = {} if case == CASES[2] else {"cluster": home}
    with clock:
        found = trials.compare(voted, arm, control="No Postcard", block=block if case == CASES[1] else None, **more)
    told = zip(found.arms[1:], found.effects[1:], found.standard_errors[1:], strict=True)
    means = ", ".join(f"{mean:.4f}"[1:] for mean in sorted(found.means))
    return {"quality": _points(told) + f"; turnout {means}"}


def turnout_peer(clock: Clock, path: str, case: str) -> dict[str, Any]:
    """The same by statsmodels; blocks are taken out beforehand, for ten thousand dummies do not fit."""
    importlib.import_module("statsmodels.api")
    voted, arm, home, block = read(path)
    with clock:
        names, effects, errors = _peer(
            voted, arm, None if case == CASES[2] else home, block if case == CASES[1] else None, "No Postcard"
        )
    return {"quality": _points(zip(names, effects, errors, strict=True))}


def made(n: int) -> tuple[Any, Any, Any, Any]:
    """Three arms drawn by household within blocks of about a hundred."""
    import numpy as np

    rng = np.random.default_rng(1)
    home = np.arange(n) // 2
    block = home // 50
    arm = rng.integers(0, 3, n // 2 + 1)[home]
    y = rng.normal(size=n) + rng.normal(size=n // 2 + 1)[home] + 0.1 * arm
    return y, arm, home, block


def cost(clock: Clock, n: int) -> dict[str, Any]:
    """One comparison."""
    from groundswell.science import trials

    y, arm, home, block = made(n)
    trials.compare(y[:1000], arm[:1000], control=0, cluster=home[:1000], block=block[:1000])
    with clock:
        found = trials.compare(y, arm, control=0, cluster=home, block=block)
    return {"quality": " ".join(f"{effect:.4f} ({error:.4f})" for effect, error in _rows(found))}


def cost_peer(clock: Clock, n: int) -> dict[str, Any]:
    """The same by statsmodels."""
    importlib.import_module("statsmodels.api")
    y, arm, home, block = made(n)
    with clock:
        _, effects, errors = _peer(y, arm, home, block, 0)
    return {"quality": " ".join(f"{effect:.4f} ({error:.4f})" for effect, error in zip(effects, errors, strict=True))}


def coverage(clock: Clock, clusters: int) -> dict[str, Any]:
    """How often the range holds the effect that was put in."""
    import numpy as np

    from groundswell.science import trials

    rng = np.random.default_rng(2)
    held = 0
    with clock:
        for _ in range(2000):
            home = np.repeat(np.arange(clusters), 5)
            treated = np.repeat(rng.permutation(clusters) < clusters // 2, 5)
            y = np.repeat(rng.normal(size=clusters), 5) + rng.normal(size=5 * clusters) + 0.5 * treated
            found = trials.compare(y, treated, control=False, cluster=home)
            held += bool(found.lower[1] <= 0.5 <= found.upper[1])
    return {"quality": f"95 % ranges hold the truth in {held / 20:.1f} %", "held": held / 2000}


def _rows(found: Any) -> Any:
    return zip(found.effects[1:], found.standard_errors[1:], strict=True)


def _points(rows: Any) -> str:
    return ", ".join(f"{name} {100 * effect:.2f} ({100 * error:.2f})" for name, effect, error in rows)


def _peer(y: Any, arm: Any, home: Any, block: Any, control: Any) -> tuple[list[Any], Any, Any]:
    import numpy as np
    import pandas as pd
    import statsmodels.api as sm

    names = sorted(set(arm.tolist()) - {control})
    x = pd.DataFrame({str(name): (arm == name).astype(float) for name in names})
    outcome = pd.Series(y)
    if block is None:
        x = sm.add_constant(x)
    else:
        x, outcome = x - x.groupby(block).transform("mean"), outcome - outcome.groupby(block).transform("mean")
    kind: dict[str, Any] = {"cov_type": "HC1"} if home is None else {"cov_type": "cluster", "cov_kwds": {"groups": home}}
    fit = sm.OLS(outcome, x).fit(**kind)
    columns = [str(name) for name in names]
    return names, np.asarray(fit.params[columns]), np.asarray(fit.bse[columns])
