"""Chains of word of mouth: ten million pass-ons, how often the interval holds R, the shape beside networkx's distances."""

from __future__ import annotations

from typing import Any

from benchmarks.report import OURS, Clock, Report


def run(report: Report) -> None:
    """Cost at four sizes, then the interval on made chains whose R is known."""
    for n in (10_000, 100_000, 1_000_000, 10_000_000):
        report.measure(f"summary of {n:,}", OURS, cost, n, repeat=1 if n > 1_000_000 else 3)
    report.measure("200 made campaigns, watched half-way", OURS, coverage, repeat=1)


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


def cost(clock: Clock, n: int) -> dict[str, Any]:
    """Pass-ons in any order, each by somebody earlier or nobody."""
    import numpy as np

    from groundswell.science import chains

    rng = np.random.default_rng(1)
    chains.summary([-1, 0, 0], [0.0, 1.0, 2.0])
    above = (rng.random(n) * np.arange(n)).astype(np.int64)
    above[rng.random(n) < 0.1] = -1
    above[0] = -1
    at = np.sort(rng.random(n)) * 30 * 86400
    with clock:
        found = chains.summary(above, at, now=31 * 86400.0)
    return {"quality": f"{n / clock.wall / 1e6:.1f} million a second, depth {found.depth}", "R": found.R}


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
