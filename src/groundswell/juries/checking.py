"""Repeats a published draw and says what is not as it was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from groundswell.juries.lots import digest_of, drawn_from, seed_of


def repeated(draw: Mapping[str, Any]) -> list[str]:
    """Return a sentence for everything in ``draw`` (a page's draw.json) that does not come out the same; none: all is well."""
    try:
        pool = [(str(label), str(letter)) for label, letter in draw["pool"]]
        challenge, deed, size = str(draw["challenge"]), str(draw["deed"]), int(draw["size"])
        digest, seed, published = draw["digest"], draw["seed"], list(draw["drawn"])
    except (KeyError, TypeError, ValueError):
        return ["This is not the draw.json of a jury."]
    wrong = []
    if pool != sorted(set(pool)):
        wrong.append("The pool is not in the order of its labels, or holds one twice.")
    if digest_of(pool) != digest:
        wrong.append("The pool is not the one whose mark was published.")
    if not seed:
        return [*wrong, "This jury has not been drawn yet."]
    if seed_of(challenge, digest, deed) != seed:
        wrong.append("The seed is not made from this challenge, this pool and this deed.")
    if not wrong and sorted(drawn_from(pool, seed, size)) != sorted(published):
        wrong.append("The lot gives other jurors.")
    return wrong
