"""Chains of word of mouth: ten million pass-ons, and how often the intervals hold what made chains were made with."""

from __future__ import annotations

from typing import Any

from benchmarks.report import OURS, Clock, Report


def run(report: Report) -> None:
    """Cost at four sizes, then the interval on made chains whose R is known."""
    for n in (10_000, 100_000, 1_000_000, 10_000_000):
        often = 1 if n > 1_000_000 else 3
        report.measure(f"summary of {n:,}", OURS, cost, n, repeat=often, size=("summary", n))
        report.measure(f"20 communities, {n:,}", OURS, cost_between, n, repeat=often, size=("20 communities", n))
        report.measure(f"over 30 days, {n:,}", OURS, cost_over_time, n, repeat=often, size=("over 30 days", n))
    report.measure("200 made campaigns, watched half-way", OURS, coverage, repeat=1)
    for roots in (150, 1000):
        report.measure(f"100 made campaigns of 3 communities, {roots} chains", OURS, coverage_between, roots, repeat=1)
    report.measure("100 made campaigns whose R falls from 1.4 to .6", OURS, coverage_over_time, repeat=1)


def grown(rng: Any, roots: int, mean: float, k: float, until: float) -> tuple[Any, Any]:
    """Chains that begin over ten days; each hand's further hands are negative binomial, after two days on average."""
    import numpy as np

    above, at = [np.full(roots, -1)], [rng.random(roots) * 10 * 86400]
    first, times = 0, at[0]
    while len(times):
        n = rng.negative_binomial(k, k / (k + mean), len(times))
        parent = np.repeat(np.arange(first, first + len(times)), n)
        later = np.repeat(times, n) + rng.exponential(2 * 86400, int(n.sum()))
        seen = later <= until
        first += len(times)
        above.append(parent[seen])
        times = later[seen]
        at.append(times)
    return np.concatenate(above), np.concatenate(at)


def forest(n: int) -> tuple[Any, Any]:
    """Pass-ons in any order, each by somebody earlier or nobody, over thirty days."""
    import numpy as np

    rng = np.random.default_rng(1)
    above = (rng.random(n) * np.arange(n)).astype(np.int64)
    above[rng.random(n) < 0.1] = -1
    above[0] = -1
    return above, np.sort(rng.random(n)) * 30 * 86400


def cost(clock: Clock, n: int) -> dict[str, Any]:
    """One summary."""
    from groundswell.science import chains

    chains.summary([-1, 0, 0], [0.0, 1.0, 2.0])
    above, at = forest(n)
    with clock:
        found = chains.summary(above, at, now=31 * 86400.0)
    return {"quality": f"{n / clock.wall / 1e6:.1f} million a second, depth {found.depth}", "R": found.R}


def cost_between(clock: Clock, n: int) -> dict[str, Any]:
    """One matrix of twenty communities."""
    import numpy as np

    from groundswell.science import chains

    chains.between([-1, 0, 0], [0.0, 1.0, 2.0], np.array([0, 1, 1]))
    above, at = forest(n)
    of = np.random.default_rng(2).integers(0, 20, n)
    with clock:
        found = chains.between(above, at, of, now=31 * 86400.0)
    return {"quality": f"radius {found.spectral_radius:.3f}"}


def cost_over_time(clock: Clock, n: int) -> dict[str, Any]:
    """R of each day."""
    from groundswell.science import chains

    chains.over_time([-1, 0, 0], [0.0, 1.0, 2.0], window=1.0)
    above, at = forest(n)
    with clock:
        found = chains.over_time(above, at, 31 * 86400.0)
    return {"quality": f"{len(found.R)} days"}


def coverage(clock: Clock, campaigns: int = 200) -> dict[str, Any]:
    """How often 95 % intervals hold the R that the chains were made with, and how far off it is on average."""
    import numpy as np

    from groundswell.science import chains

    rng = np.random.default_rng(2)
    held, naive, found_r = 0, [], []
    with clock:
        for _ in range(campaigns):
            above, at = grown(rng, 150, 0.8, 0.5, 9 * 86400.0)
            now = 9 * 86400.0
            seen = at <= now
            keep = np.flatnonzero(seen)
            place = np.full(len(at), -1)
            place[keep] = np.arange(len(keep))
            above = np.where(above[keep] >= 0, place[above[keep]], -1)
            found = chains.summary(above, at[keep], now=now)
            held += found.interval[0] <= 0.8 <= found.interval[1]
            found_r.append(found.R)
            naive.append(float(np.mean(np.bincount(above[above >= 0], minlength=len(above)))))
    quality = (
        f"R .8: interval holds it {100 * held / campaigns:.0f} %, mean {np.mean(found_r):.3f}, plain count {np.mean(naive):.3f}"
    )
    return {"quality": quality, "held": held / campaigns, "mean": float(np.mean(found_r)), "plain": float(np.mean(naive))}


def coverage_between(clock: Clock, roots: int, campaigns: int = 100) -> dict[str, Any]:
    """How often 95 % intervals hold the growth of the matrix that the chains were made with."""
    import numpy as np

    from groundswell.science import chains

    matrix = np.array([[0.5, 0.2, 0.0], [0.3, 0.1, 0.3], [0.1, 0.4, 0.2]])
    truth, until = float(max(abs(np.linalg.eigvals(matrix)))), 12 * 86400.0
    rng = np.random.default_rng(3)
    held, radius, right = 0, [], 0
    with clock:
        for _ in range(campaigns):
            above, at, of = _mixed(rng, matrix, roots, until)
            found = chains.between(above, at, of, now=until)
            held += found.interval[0] <= truth <= found.interval[1]
            radius.append(found.spectral_radius)
            right += found.invest == (0, 0)
    share = f"{100 * held / campaigns:.0f} %"
    quality = f"radius {truth:.2f}: interval holds it {share}, mean {np.mean(radius):.3f}, best pair {right} of {campaigns}"
    return {"quality": quality, "held": held / campaigns}


def coverage_over_time(clock: Clock, campaigns: int = 100) -> dict[str, Any]:
    """How often the ranges of three days each hold the R of those days."""
    import numpy as np

    from groundswell.science import chains

    day = 86400.0
    rng = np.random.default_rng(4)
    held, found_r = [], []
    with clock:
        for _ in range(campaigns):
            above, at, _ = _mixed(rng, np.array([[2.0]]), 300, 30 * day, lambda when: np.where(when < 15 * day, 0.7, 0.3), 0.5)
            found = chains.over_time(above, at, 30 * day, window=3 * day)
            truth = np.where(found.until <= 15 * day + 1, 1.4, 0.6)
            held.append((found.lower <= truth) & (truth <= found.upper))
            found_r.append(found.R)
    means = " ".join(f"{one:.2f}" for one in np.mean(found_r, axis=0))
    return {"quality": f"ranges hold it {100 * np.mean(held):.0f} %, means {means}", "held": float(np.mean(held))}


def _mixed(rng: Any, matrix: Any, roots: int, until: float, kept: Any = None, k: float = 0.8) -> tuple[Any, Any, Any]:
    """Chains in several communities, uneven, hands coming after a day on average."""
    import numpy as np

    of, at, first = rng.integers(0, len(matrix), roots), rng.random(roots) * until * 0.8, 0
    above, times, communities = [np.full(roots, -1)], [at], [of]
    while len(at):
        each = rng.gamma(k, 1 / k, len(at))
        parent = np.repeat(np.arange(len(at)), len(matrix))
        to = np.tile(np.arange(len(matrix)), len(at))
        n = rng.poisson(each[parent] * matrix[to, of[parent]])
        parent, to = np.repeat(parent, n), np.repeat(to, n)
        when = at[parent] + rng.exponential(86400.0, len(parent))
        seen = when <= until
        if kept is not None:
            seen &= rng.random(len(when)) < kept(when)
        above.append(first + parent[seen])
        first += len(at)
        at, of = when[seen], to[seen]
        times.append(at)
        communities.append(of)
    return np.concatenate(above), np.concatenate(times), np.concatenate(communities)
