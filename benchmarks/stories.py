"""Stories against hand-made ones, and against a made stream that grows denser; items a second and memory."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.report import OURS, Clock, Report

Item = tuple[str, float, str]
PEER = "TF-IDF, one fixed line"
# What the peer picks on the first half of the roundups.
DENSE_HOURS, DENSE_LINE = 24.0, 0.14


def run(report: Report) -> None:
    """One parameter set, tuned on the first half of the roundups; everything else is new to it."""
    path = report.data("news", "allsides_roundups.tsv")
    if path is not None:
        name = str(path)
        report.measure("roundups, second half", OURS, roundups, name)
        report.measure("roundups, days shuffled", OURS, roundups, name, shuffle=1, repeat=1)
        report.measure("roundups, all in ten days", OURS, crowded, name, repeat=1)
        peer(report, "roundups, second half", roundups_by_tfidf, name)
        for n in (1_000, 5_000, 10_000, 100_000):
            often = 1 if n > 10_000 else 3
            report.measure(f"dense stream of {n:,}", OURS, dense, name, n, repeat=often, size=("dense stream", n))
            if n == 10_000:
                peer(report, f"dense stream of {n:,}", dense_by_tfidf, name, n)
        report.measure("roundups at 10,000 live", OURS, speed, name, 10_000)
        report.measure("roundups at 100,000 live", OURS, speed, name, 100_000, repeat=1)
    path = report.data("news", "uci_sample_badal_498.csv")
    if path is not None:
        report.measure("UCI sample", OURS, uci, str(path))


def peer(report: Report, case: str, function: Any, *arguments: Any) -> None:
    """The usual way: scikit-learn's TF-IDF, nearest live item, a line picked on the first half."""
    report.measure(case, PEER, function, *arguments, repeat=1, among="stories")


def bcubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 (Bagga and Baldwin 1998)."""
    by_truth, by_found, both = Counter(truth), Counter(found), Counter(zip(truth, found, strict=True))
    precision = sum(n * n / by_found[b] for (_, b), n in both.items()) / len(truth)
    recall = sum(n * n / by_truth[a] for (a, _), n in both.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def load(path: str) -> list[Item]:
    """The roundups as (story, time, text), in the order of the file, which is that of days."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(row[0], datetime.fromisoformat(row[1]).replace(tzinfo=UTC).timestamp(), f"{row[5]}\n{row[6]}") for row in rows]


def made_dense(path: str, n: int, *, seed: int = 0, hours: float = 96) -> list[Item]:
    """One title of each story, every word dropped with probability .2, at random times."""
    rng = random.Random(seed)
    titles: dict[str, str] = {}
    for story, _, text in load(path):
        titles.setdefault(story, text.partition("\n")[0])
    choices, items = sorted(titles.items()), []
    for _ in range(n):
        story, title = rng.choice(choices)
        kept = [word for word in title.split() if rng.random() >= 0.2] or title.split()[:1]
        items.append((story, rng.random() * hours * 3600, " ".join(kept)))
    return sorted(items, key=lambda item: item[1])


def made_crowded(path: str, *, seed: int = 5) -> list[Item]:
    """The real roundups, titles and leads, all told within ten days: each story begins at random and lasts a day."""
    rng = random.Random(seed)
    begins: dict[str, float] = {}
    items = []
    for story, _, text in load(path):
        begin = begins.setdefault(story, rng.random() * 200 * 3600)
        items.append((story, begin + rng.random() * 24 * 3600, text))
    return sorted(items, key=lambda item: item[1])


def play(clock: Clock, items: list[Item], scored_from: int = 0) -> dict[str, Any]:
    """Add the items one by one and score the stories of those from ``scored_from`` on."""
    from groundswell.science.stories import StoryStream

    StoryStream().add_many([(n, text, at) for n, (_, at, text) in enumerate(items[:50])])
    stream = StoryStream()
    with clock:
        found = [stream.add(n, text, at).story for n, (_, at, text) in enumerate(items)]
    return scored([item[0] for item in items], found, scored_from) | {"items_a_second": len(items) / clock.cpu}


def scored(truth: list[str], found: list[Any], scored_from: int) -> dict[str, Any]:
    """The figures of a run."""
    precision, recall, f1 = bcubed(truth[scored_from:], found[scored_from:])
    return {"quality": f"F1 {f1:.3f} (P {precision:.3f}, R {recall:.3f})", "f1": f1, "precision": precision, "recall": recall}


def roundups(clock: Clock, path: str, shuffle: int | None = None) -> dict[str, Any]:
    """All the roundups in order of days; the second half is scored."""
    items = load(path)
    if shuffle is not None:
        random.Random(shuffle).shuffle(items)
        items.sort(key=lambda item: item[1])
    return play(clock, items, len(items) // 2)


def crowded(clock: Clock, path: str) -> dict[str, Any]:
    """Real titles and leads in a crowd."""
    return play(clock, made_crowded(path))


def dense(clock: Clock, path: str, n: int) -> dict[str, Any]:
    """The made dense stream."""
    return play(clock, made_dense(path, n))


def speed(clock: Clock, path: str, live: int) -> dict[str, Any]:
    """Real titles and leads, with words of their own for variety, once ``live`` items are live: items a second, slowest."""
    import time

    from groundswell.science.stories import StoryStream

    items = load(path)
    rng = random.Random(1)
    stream = StoryStream()

    def texts(n: int) -> list[str]:
        made = []
        for _ in range(n):
            story = rng.randrange(max(1, live // 4))
            _, _, text = items[(story * 3 + rng.randrange(3)) % len(items)]
            words = [word for word in text.split(" ") if rng.random() >= 0.2]
            made.append(" ".join([f"place{story}", *words[:45], f"name{story}"]))
        return made

    for n, text in enumerate(texts(live)):
        stream.add(n, text, n * 700_000 / live)
    more = texts(5_000)
    took = []
    with clock:
        for n, text in enumerate(more):
            begun = time.perf_counter()
            stream.add(live + n, text, 700_000 + n * 700_000 / live)
            took.append(time.perf_counter() - begun)
    saved = len(stream.snapshot())
    took.sort()
    rate, p99 = len(more) / clock.cpu, took[int(0.99 * len(took))] * 1000
    quality = f"{rate:,.0f} items/s, p99 {p99:.2f} ms, snapshot {saved / 1e6:.0f} MB"
    return {"quality": quality, "items_a_second": rate, "p99_ms": p99, "snapshot_bytes": saved, "resident_mb": _resident()}


def _resident() -> float:
    from benchmarks.report import _status

    return _status("VmRSS")


def uci(clock: Clock, path: str) -> dict[str, Any]:
    """Headlines alone, with milliseconds."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["TIMESTAMP"]))
    return play(clock, [(row["STORY"], int(row["TIMESTAMP"]) / 1000, row["TITLE"]) for row in rows])


def by_tfidf(clock: Clock, items: list[Item], settings: list[tuple[float, float]], half: int) -> dict[str, Any]:
    """Nearest earlier item within so many hours, joined over one line; the setting that does best on the first half."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    truth = [item[0] for item in items]
    found: dict[tuple[float, float], list[int]] = {}
    with clock:
        vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(item[2] for item in items)
        times = np.array([item[1] for item in items])
        for hours in sorted({hours for hours, _ in settings}):
            begin = np.searchsorted(times, times - hours * 3600)
            best, score = np.full(len(items), -1), np.zeros(len(items))
            for i in range(1, len(items)):
                near = (vectors[begin[i] : i] @ vectors[i].T).toarray().ravel()
                if len(near):
                    best[i], score[i] = begin[i] + int(near.argmax()), near.max()
            for line in (line for about, line in settings if about == hours):
                stories: list[int] = []
                for i in range(len(items)):
                    stories.append(stories[best[i]] if best[i] >= 0 and score[i] >= line else i)
                found[hours, line] = stories
    chosen = max(settings, key=lambda setting: bcubed(truth[:half], found[setting][:half])[2])
    return scored(truth, found[chosen], half if half < len(items) else 0) | {"hours": chosen[0], "line": chosen[1]}


def roundups_by_tfidf(clock: Clock, path: str) -> dict[str, Any]:
    """The roundups, window and line picked on the first half."""
    items = load(path)
    settings = [(hours, n / 50) for hours in (24.0, 48.0, 72.0, 120.0, 240.0) for n in range(2, 25)]
    return by_tfidf(clock, items, settings, len(items) // 2)


def dense_by_tfidf(clock: Clock, path: str, n: int) -> dict[str, Any]:
    """The dense stream, at the setting that the roundups pick."""
    return by_tfidf(clock, made_dense(path, n), [(DENSE_HOURS, DENSE_LINE)], n)
