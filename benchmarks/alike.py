"""How well it is noticed that two answers say much the same: on made-up pairs, the weights beside shared words alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.report import Clock, Report
from groundswell.responses import sameness

PAIRS = Path(__file__).with_name("alike_pairs.toml")
KINDS = ("first", "same", "other", "against", "near")


def by_words(one: Sequence[str], other: Sequence[str], about: str, many: Any) -> float:
    """How it was told before: words of four letters and more, each as much as the next."""
    import re

    def stems(text: str) -> set[str]:
        return {word[:6] for word in re.findall(r"[^\W_]{4,}", text.casefold())}

    a, b = (stems(" ".join(each[:3])) - stems(about) for each in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if min(len(a), len(b)) >= 6 else 0.0


def by_weight(one: Sequence[str], other: Sequence[str], about: str, many: sameness.Rarity) -> float:
    """How it is told now."""
    known = sameness.words_in(about)
    a, b = (sameness.read(each[0], each[1], each[2], [each[3]], known) for each in (one, other))
    return sameness.sameness(a, b, many)


def by_weight_alone(one: Sequence[str], other: Sequence[str], about: str, many: sameness.Rarity) -> float:
    """The same, where the two name different sources."""
    return by_weight([*one[:3], "https://one.example/"], [*other[:3], "https://other.example/"], about, many)


WAYS: dict[str, tuple[Callable[..., float], float]] = {
    "shared words": (by_words, 0.5),
    "weights": (by_weight, sameness.MUCH),
    "weights, other sources": (by_weight_alone, sameness.MUCH),
}


def judged(clock: Clock, way: str, language: str, line: float | None = None) -> dict[str, Any]:
    """Hold every two answers to one story against each other."""
    stories = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["stories"]
    many = sameness.rarity([" ".join(one[kind][:2]) for one in stories for kind in KINDS if kind in one])
    say, usual = WAYS[way]
    scores: list[tuple[float, bool]] = []
    with clock:
        for one in (one for one in stories if one["language"] == language):
            for a, b in combinations([kind for kind in KINDS if kind in one], 2):
                scores.append((say(one[a], one[b], one["title"], many), {a, b} == {"first", "same"}))
    least = usual if line is None else line
    found = [is_same for score, is_same in scores if score >= least]
    hits, same = sum(found), sum(is_same for _score, is_same in scores)
    above = [a > b for a, is_same in scores if is_same for b, is_other in scores if not is_other]
    order, wrong, others = sum(above) / len(above), len(found) - hits, len(scores) - same
    told = f"{hits} of {same} noticed, {wrong} of {others} wrongly; order right {order:.0%}"
    return {"noticed": hits, "of": same, "wrong": wrong, "others": others, "order": order, "quality": told}


def run(report: Report) -> None:
    """Both ways, in both languages."""
    for language in ("en", "es"):
        for way in WAYS:
            peer = way.replace("weights", "groundswell")
            report.measure(f"alike, {language}", peer, judged, way, language)
