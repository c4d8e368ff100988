"""Who excites whom: time and memory beside tick and intensify, the log-likelihood each reaches, coverage on made events."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.report import OURS, Clock, Report


def run(report: Report) -> None:
    """Cost at four sizes and beside the peers; then how often intervals and tests are right on made events."""
    with tempfile.TemporaryDirectory() as folder:
        for n in (10_000, 50_000, 200_000):
            beside(report, Path(folder), 20, n, peers=n == 50_000)
        beside(report, Path(folder), 20, 1_000_000, peers=True)
        beside(report, Path(folder), 100, 1_000_000, peers=False)
    report.measure("400 made sets of 5 kinds, steady ground", OURS, truth, 400, "constant", repeat=1)
    report.measure("200 made sets of 5 kinds, day and night", OURS, truth, 200, "hourly-weekly", repeat=1)
    report.measure("100 made sets of 15 kinds, steady ground", OURS, truth, 100, "constant", 15, repeat=1)


def beside(report: Report, folder: Path, kinds: int, n: int, *, peers: bool) -> None:
    """One size: ours, and the peers on the same events, judged by the log-likelihood they reach."""
    path = folder / f"{kinds}-{n}.npz"
    made(path, kinds, n)
    case = f"{kinds} kinds, {n:,} events"
    names: list[tuple[str, Any, tuple[Any, ...], str | None]] = [(OURS, ours, (), None)]
    if peers:
        names += [
            ("intensify", by_intensify, (True,), "influence"),
            ("intensify, not projected", by_intensify, (False,), "influence"),
            ("intensify, not projected, to the end", by_intensify, (False, 1e-14), "influence"),
            ("tick (ADM4)", by_tick, (), "influence"),
        ]
    best = None
    for peer, function, more, among in names:
        figures = report.measure(case, peer, function, str(path), *more, repeat=3 if peer == OURS else 1, among=among,
                                 size=(f"{kinds} kinds", n))  # fmt: skip
        if figures:
            reached = loglik(path, figures["baseline"], figures["branching"])
            best = reached if best is None else best
            row = report.rows[-1]
            row.quality = f"log-likelihood {reached:,.1f}, {(reached - best) / n:+.1e} an event"
            row.more = {"loglik": reached}


def made(path: Path, kinds: int, n: int) -> None:
    """Events of as many kinds, each following itself and a fifth of the others."""
    import numpy as np

    from groundswell.science import influence

    rng = np.random.default_rng(1)
    follow = np.where(rng.random((kinds, kinds)) < 0.2, rng.random((kinds, kinds)), 0.0) + 0.5 * np.eye(kinds)
    follow *= 0.6 / np.abs(np.linalg.eigvals(follow)).max()
    ground = rng.random(kinds) + 0.2
    until = n / np.linalg.solve(np.eye(kinds) - follow, ground).sum()
    times, of = influence.simulate(rng, ground, follow, 1.0, horizon=until)
    np.savez(path, times=times, kinds=of, n_kinds=kinds, until=until)


def loglik(path: Path, baseline: Any, branching: Any) -> float:
    """Of any values, recomputed the same way for everybody."""
    import numpy as np

    from groundswell.science.influence import asked, target

    data = np.load(path)
    size, until = int(data["n_kinds"]), float(data["until"])
    watch = asked.watch(data["times"], data["kinds"], size, until, 1.0, "constant", None, 0.0)
    total = 0.0
    for block in target.blocks(watch):
        for i, problem, times in target.problems(watch, block, target.expected(watch, until)):
            rate = len(times) / until
            x = np.concatenate([[baseline[i] / rate], branching[i]])
            total += problem.value(x, problem.intensity(x)) + len(times) * float(np.log(rate))
    return total


def ours(clock: Clock, path: str) -> dict[str, Any]:
    """Fit, intervals and the check on held-out time included."""
    import numpy as np

    from groundswell.science import influence

    data = np.load(path)
    times, kinds, size, until = data["times"], data["kinds"], int(data["n_kinds"]), float(data["until"])
    influence.fit(times[:200], kinds[:200], size, horizon=float(times[200]), decays=1.0, baseline="constant")
    with clock:
        found = influence.fit(times, kinds, size, horizon=until, decays=1.0, baseline="constant")
    return {"baseline": found.baseline.tolist(), "branching": found.branching[:, :, 0].tolist()}


def by_intensify(clock: Clock, path: str, projected: bool, tolerance: float | None = None) -> dict[str, Any]:
    """As shipped, or without its rescaling of rows that sum to one or more; as shipped it stops short of the top."""
    import warnings

    import numpy as np
    from intensify import ExponentialKernel, MultivariateHawkes  # type: ignore[import-not-found]

    warnings.simplefilter("ignore")
    if tolerance is not None:
        from intensify.core.inference import get_inference_engine  # type: ignore[import-not-found]

        get_inference_engine("mle").tol = tolerance
    if not projected:
        MultivariateHawkes.project_params = lambda self: None
    data = np.load(path)
    size, until = int(data["n_kinds"]), float(data["until"])
    events = [data["times"][data["kinds"] == i] for i in range(size)]
    ground = [0.5 * len(one) / until for one in events]
    model = MultivariateHawkes(size, np.array(ground), ExponentialKernel(0.5 / size, 1.0))
    with clock:
        model.fit(events, T=until, fit_decay=False)
    follow = [[float(model.kernel_matrix[i][j].l1_norm()) for j in range(size)] for i in range(size)]
    return {"baseline": np.asarray(model.mu).tolist(), "branching": follow}


def by_tick(clock: Clock, path: str) -> dict[str, Any]:
    """Its fastest learner for exponential kernels of a known decay, penalties all but off."""
    import numpy as np
    from tick.hawkes import HawkesADM4  # type: ignore[import-not-found]

    data = np.load(path)
    size, until = int(data["n_kinds"]), float(data["until"])
    events = [np.ascontiguousarray(data["times"][data["kinds"] == i]) for i in range(size)]
    learner = HawkesADM4(1.0, C=1e9, max_iter=200, tol=1e-8)
    with clock:
        learner.fit(events, end_times=until)
    return {"baseline": learner.baseline.tolist(), "branching": learner.adjacency.tolist()}


def truth(clock: Clock, sets: int, baseline: str, kinds: int = 5) -> dict[str, Any]:
    """Made sets with at least 1,000 events of each kind: coverage over entries from .05 on, size over those that are none."""
    import numpy as np

    from groundswell.science import influence

    rng = np.random.default_rng(3)
    hours = np.arange(168)
    week = 1.0 + 0.8 * np.sin(hours / 24 * 2 * np.pi) if baseline == "hourly-weekly" else np.ones(1)
    held = entries = low = high = false = none = odd = checked = 0
    with clock:
        for _ in range(sets):
            follow = np.where(rng.random((kinds, kinds)) < 0.5, rng.uniform(0.05, 0.35, (kinds, kinds)), 0.0)
            follow *= min(1.0, 0.8 / np.abs(np.linalg.eigvals(follow)).max())
            ground = rng.uniform(1.0, 3.0, kinds) / 3600
            until = 1100.0 / float(np.linalg.solve(np.eye(kinds) - follow, ground).min())
            levels = ground[:, None] * week if len(week) > 1 else ground
            times, of = influence.simulate(rng, levels, follow, 1 / 1800, horizon=until)
            found = influence.fit(times, of, kinds, horizon=until, decays=1 / 1800, baseline=baseline)
            real = (follow >= 0.05) & (found.counts >= 1000)[:, None]
            below, above = found.intervals[:, :, 0, 0] > follow, found.intervals[:, :, 0, 1] < follow
            entries += int(real.sum())
            low, high = low + int((below & real).sum()), high + int((above & real).sum())
            false += int((found.tests()[follow == 0] < 0.05).sum())
            none += int((follow == 0).sum())
            odd += int((found.fit_check.p < 0.05).sum())
            checked += kinds
    held = entries - low - high
    shares = (held / entries, low / entries, high / entries, false / none, odd / checked)
    words = "intervals hold {:.1%} (too high {:.1%}, too low {:.1%}); 5 % test of what is none: {:.1%}; fit doubted {:.1%}"
    quality = words.format(*shares)
    return {
        "quality": quality,
        "coverage": held / entries,
        "size": false / none,
        "doubted": odd / checked,
        "entries": entries,
        "none": none,
    }
