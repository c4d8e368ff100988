"""Groups in networks: real weblogs, planted small groups, time at a million ties, beside leidenalg and networkx."""

from __future__ import annotations

import re
from typing import Any

from benchmarks.report import OURS, Clock, Report


def run(report: Report) -> None:
    """Quality on what is known, then cost."""
    path = report.data("networks", "polblogs.gml")
    if path is not None:
        report.measure("US weblogs of 2004", OURS, weblogs, str(path))
        for peer, function in (("leidenalg", by_leidenalg), ("networkx (Louvain)", by_networkx)):
            report.measure("US weblogs of 2004", peer, function, str(path), among="networks")
    report.measure("500 planted groups of 20", OURS, whole_scan, 500)
    report.measure("500 planted groups of 20, at modularity's resolution", OURS, one_run, 500, 1.0)
    for groups in (60, 300, 1200, 6000):
        size = ("one resolution, one seed", groups * 166.0)
        report.measure(
            f"{groups:,} groups, some {groups * 166:,} ties, one run", OURS, one_run, groups, 32.0, repeat=1, size=size
        )
    report.measure(f"{6000:,} groups, some {6000 * 166:,} ties, one run", "leidenalg", by_leidenalg, "", 6000, 32.0,
                   repeat=1, among="networks")  # fmt: skip


def planted(groups: int, size: int = 20, inside: float = 14.0, outside: float = 6.0) -> tuple[int, Any, Any, Any]:
    """Groups of twenty, whose members have more ties inside than to anybody else."""
    import numpy as np

    rng = np.random.default_rng(1)
    n = groups * size
    group = np.repeat(np.arange(groups), size)
    one = rng.integers(0, n, int(n * inside / 2))
    other = group[one] * size + rng.integers(0, size, len(one))
    far = rng.integers(0, n, (2, int(n * outside / 2)))
    ends = np.sort(np.stack([np.concatenate([one, far[0]]), np.concatenate([other, far[1]])], axis=1), axis=1)
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    return n, ends[:, 0], ends[:, 1], group


def blogs(path: str) -> tuple[int, Any, Any, Any]:
    """The weblogs, who links to whom, and which side each is on."""
    import numpy as np

    with open(path, encoding="utf-8") as file:
        text = file.read()
    ids = np.array(re.findall(r"\bid (\d+)", text), dtype=int)
    links = np.array(re.findall(r"source (\d+)\s+target (\d+)", text), dtype=int) - ids.min()
    sides = np.array(re.findall(r"value (\d)", text), dtype=int)[: len(ids)]
    return len(ids), links[:, 0], links[:, 1], sides


def likeness(one: Any, other: Any) -> float:
    """Normalised mutual information of two groupings."""
    import numpy as np

    def entropy(values: Any) -> float:
        share = np.unique(values, return_counts=True)[1] / len(values)
        return -float((share * np.log(share)).sum())

    own, known, both = entropy(one), entropy(other), entropy(one * (int(other.max()) + 1) + other)
    return 2 * (own + known - both) / (own + known)


def weblogs(clock: Clock, path: str) -> dict[str, Any]:
    """Which resolution is taken, and how like the two sides the groups are."""
    import numpy as np

    from groundswell.science import networks

    n, one, other, sides = blogs(path)
    networks.communities(one[:50], other[:50], n=n, seed=0)
    with clock:
        found = networks.communities(one, other, n=n, seed=0)
    tied = np.isin(np.arange(n), np.concatenate([one, other]))
    near = likeness(found.labels[tied], sides[tied])
    words = f"resolution {found.resolution:g}, Q {found.modularity:.3f}, NMI {near:.2f}, stability {found.stability:.2f}"
    return {"quality": f"{words}, {len(found.bridges.node)} bridges", "Q": found.modularity, "NMI": near}


def whole_scan(clock: Clock, groups: int) -> dict[str, Any]:
    """Every resolution with every seed, and the bridges."""
    from groundswell.science import networks

    n, one, other, group = planted(groups)
    networks.communities(*planted(10)[1:3], n=200, seed=0)
    with clock:
        found = networks.communities(one, other, n=n, seed=0)
    return {"quality": told(found.labels, group, found.modularity) + f", resolution {found.resolution:g}"}


def one_run(clock: Clock, groups: int, resolution: float) -> dict[str, Any]:
    """One resolution and one seed, and the bridges."""
    from groundswell.science import networks

    n, one, other, group = planted(groups)
    networks.communities(*planted(10)[1:3], n=200, seed=0)
    with clock:
        found = networks.communities(one, other, n=n, seed=0, resolutions=resolution, runs=1)
    return {"quality": told(found.labels, group, found.modularity), "ties": len(one)}


def told(labels: Any, group: Any, modularity: float) -> str:
    """How many groups of three or more, and how like those that were planted."""
    import numpy as np

    return f"{int((np.bincount(labels) > 2).sum()):,} groups, NMI {likeness(labels, group):.3f}, Q {modularity:.3f}"


def by_leidenalg(clock: Clock, path: str, groups: int = 0, resolution: float = 1.0) -> dict[str, Any]:
    """The same quality, once, without bridges."""
    import igraph
    import leidenalg  # type: ignore[import-not-found]
    import numpy as np

    n, one, other, group = planted(groups) if groups else blogs(path)
    with clock:
        graph = igraph.Graph(n=n, edges=np.stack([one, other], axis=1)).simplify()
        kind = leidenalg.RBConfigurationVertexPartition
        found = leidenalg.find_partition(graph, kind, resolution_parameter=resolution, n_iterations=2, seed=0)
    labels = np.array(found.membership)
    tied = np.array(graph.degree()) > 0
    return {"quality": told(labels[tied], group[tied], graph.modularity(found.membership)) + "; one run, no bridges"}


def by_networkx(clock: Clock, path: str) -> dict[str, Any]:
    """Louvain's method, once, without bridges."""
    import networkx  # type: ignore[import-not-found]
    import numpy as np

    n, one, other, group = blogs(path)
    with clock:
        graph = networkx.Graph()
        graph.add_edges_from((a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a != b)
        parts = networkx.community.louvain_communities(graph, seed=0)
        modularity = networkx.community.modularity(graph, parts)
    labels = np.full(n, -1)
    for number, part in enumerate(parts):
        labels[list(part)] = number
    tied = labels >= 0
    return {"quality": told(labels[tied], group[tied], modularity) + "; one run, no bridges"}
