"""The factor model on made ratings of the size of a national campaign, cold and warm; readiness from few to a million."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.report import OURS, Clock, Report

_STEPS = 500


def run(report: Report) -> None:
    """20,000 raters, 5,000 notes, 500,000 ratings."""
    cold = report.measure("fit 500k cold", OURS, ours, 500_000)
    if not report.measure("fit 500k cold", "Community Notes' loss, torch Adam", by_torch, 500_000, among="bridging", repeat=1):
        report.measure("fit 500k cold", "the same loss, numpy Adam", by_numpy, 500_000, repeat=1)
    report.measure("fit 500k cold", "same model to a slope of 1e-10", ours, 500_000, tolerance=1e-10, repeat=1)
    for n in (5_000, 50_000, 500_000, 5_000_000):
        report.measure(f"fit {n:,} ratings", OURS, growth, n, size=("fit", n), repeat=1)
    report.measure("refit after 1,000 ratings", OURS, warm, 500_000)
    for n in (5, 1_000, 10_000, 100_000, 1_000_000):
        report.measure(f"readiness of {n:,} ratings", OURS, rule, n, size=("readiness", n))
    report.note(f"Objective of the cold fit: {cold['objective']:.8f}; notes at or over .40: {cold['helpful']}.")


def made(m: int, *, seed: int = 0, raters: int = 20_000, notes: int = 5_000) -> tuple[Any, Any, Any]:
    """Ratings by two camps: who rates much and what is rated much follow power laws, answers are no, somewhat, yes."""
    rng = np.random.default_rng(seed)
    side = np.where(rng.random(raters) < 0.5, 1, -1) * np.abs(rng.normal(1, 0.3, raters))
    lean = rng.normal(0, 0.6, notes) * (rng.random(notes) < 0.7)
    kind, good = rng.normal(0, 0.4, raters), rng.normal(0, 0.8, notes)
    busy, seen = rng.pareto(1.5, raters) + 0.5, rng.pareto(1.5, notes) + 0.5
    who = rng.choice(raters, int(m * 1.6), p=busy / busy.sum()).astype(np.int64)
    pairs = rng.permutation(np.unique(who * notes + rng.choice(notes, int(m * 1.6), p=seen / seen.sum())))[:m]
    u, n = np.divmod(pairs, notes)
    liking = 0.3 + kind[u] + good[n] + 1.2 * side[u] * lean[n] + rng.logistic(0, 0.7, len(u))
    return u, n, np.select([liking > 0.6, liking > -0.2], [1.0, 0.5], 0.0)


def ours(clock: Clock, m: int, tolerance: float = 1e-5) -> dict[str, Any]:
    """A cold fit; agreement is with the same objective run to a slope of 1e-10."""
    from groundswell.science import bridging

    data = made(m)
    bridging.fit(*(column[:100] for column in data), seed=0)
    with clock:
        fitted = bridging.fit(*data, seed=0, tolerance=tolerance)
    exact = bridging.fit(*data, seed=0, tolerance=1e-10)
    same = float(np.mean((fitted.note_intercept >= 0.4) == (exact.note_intercept >= 0.4)))
    return {
        "quality": f"objective {fitted.objective:.7f}, statuses {same:.2%}, {fitted.sweeps} sweeps",
        "objective": fitted.objective,
        "helpful": int(np.sum(fitted.note_intercept >= 0.4)),
        "statuses_equal": same,
    }


def growth(clock: Clock, m: int) -> dict[str, Any]:
    """A cold fit where raters and notes grow with the ratings."""
    from groundswell.science import bridging

    data = made(m, raters=m // 25, notes=m // 100)
    bridging.fit(*(column[:100] for column in data), seed=0)
    with clock:
        fitted = bridging.fit(*data, seed=0)
    return {"quality": f"{fitted.sweeps} sweeps"}


def warm(clock: Clock, m: int) -> dict[str, Any]:
    """A thousand ratings more."""
    from groundswell.science import bridging

    data = made(m)
    before = bridging.fit(*(column[:-1000] for column in data), seed=0)
    with clock:
        fitted = bridging.fit(*data, seed=0, init=before)
    exact = bridging.fit(*data, seed=0, tolerance=1e-10)
    same = float(np.mean((fitted.note_intercept >= 0.4) == (exact.note_intercept >= 0.4)))
    return {"quality": f"objective {fitted.objective:.7f}, statuses {same:.2%}, {fitted.sweeps} sweeps", "statuses_equal": same}


def by_torch(clock: Clock, m: int) -> dict[str, Any]:
    """The same loss by Adam with the published settings' learning rate, until the loss moves less than 1e-7."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    who, what, given = (torch.as_tensor(column) for column in made(m))
    given = given.float()
    n_raters, n_notes = int(who.max()) + 1, int(what.max()) + 1
    sizes = ((n_raters, 0.15), (n_raters, 0.03), (n_notes, 0.15), (n_notes, 0.03), (1, 0.15))
    parts = [torch.nn.Parameter(0.1 * torch.randn(size)) for size, _ in sizes]
    adam = torch.optim.Adam(parts, lr=0.2)
    last, loss = float("inf"), torch.zeros(1)
    with clock:
        for _ in range(_STEPS):
            adam.zero_grad()
            guess = parts[4] + parts[0][who] + parts[2][what] + parts[1][who] * parts[3][what]
            loss = ((given - guess) ** 2).mean()
            loss = loss + sum(weight * (part**2).mean() for part, (_, weight) in zip(parts, sizes, strict=True))
            loss.backward()
            adam.step()
            if abs(last - float(loss)) < 1e-7:
                break
            last = float(loss)
    return {"quality": f"objective {float(loss):.7f}", "objective": float(loss)}


def by_numpy(clock: Clock, m: int) -> dict[str, Any]:
    """The stand-in where torch is not installed: the same steps, the slope worked out by hand."""
    who, what, given = made(m)
    n_raters, n_notes = int(who.max()) + 1, int(what.max()) + 1
    rng = np.random.default_rng(0)
    sizes = ((n_raters, 0.15), (n_raters, 0.03), (n_notes, 0.15), (n_notes, 0.03), (1, 0.15))
    parts = [0.1 * rng.standard_normal(size) for size, _ in sizes]
    first, second = [np.zeros(size) for size, _ in sizes], [np.zeros(size) for size, _ in sizes]
    last, loss = float("inf"), 0.0
    with clock:
        for step in range(1, _STEPS + 1):
            error = parts[4] + parts[0][who] + parts[2][what] + parts[1][who] * parts[3][what] - given
            loss = float(np.mean(error**2) + sum(w * np.mean(part**2) for part, (_, w) in zip(parts, sizes, strict=True)))
            pull = 2 * error / m
            slopes = [
                np.bincount(who, pull, n_raters),
                np.bincount(who, pull * parts[3][what], n_raters),
                np.bincount(what, pull, n_notes),
                np.bincount(what, pull * parts[1][who], n_notes),
                np.array([pull.sum()]),
            ]
            for k, (size, weight) in enumerate(sizes):
                slope = slopes[k] + 2 * weight * parts[k] / size
                first[k], second[k] = 0.9 * first[k] + 0.1 * slope, 0.999 * second[k] + 0.001 * slope**2
                parts[k] -= 0.2 * first[k] / (1 - 0.9**step) / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
            if abs(last - loss) < 1e-7:
                break
            last = loss
    return {"quality": f"objective {loss:.7f}", "objective": loss}


def rule(clock: Clock, n: int) -> dict[str, Any]:
    """One answer with n ratings by members of up to fifty communities."""
    from groundswell.science import bridging

    rng = np.random.default_rng(0)
    communities = max(2, min(50, n // 20))
    approval = rng.integers(1, 3, n) / 2
    first, second = rng.integers(0, communities, n).tolist(), rng.integers(0, 4 * communities, n).tolist()
    belongs = [(a, b) if b < communities else (a,) for a, b in zip(first, second, strict=True)]
    people = list(range(n))
    bridging.readiness(people[:5], approval[:5], belongs[:5])
    with clock:
        verdict = bridging.readiness(people, approval, belongs)
    return {"quality": f"{'ready' if verdict.ready else 'not ready'}, score {verdict.score:.2f}"}
