"""Compares two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from groundswell.responses.matching import steps

Kind = Literal["same", "gone", "new"]
_WORD = re.compile(r"\n+|[^\s]+")  # a word with its signs, or the end of a line


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row that stayed, went or came."""

    kind: Kind
    text: str


def compared(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; where words were replaced, what went stands before what came."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    return [piece for step in steps(old, new) for piece in _pieces(old, new, *step)]


def _pieces(old: Sequence[str], new: Sequence[str], step: str, i: int, j: int, k: int, l: int) -> Iterator[Piece]:  # noqa: E741
    if step == "same":
        yield Piece("same", _joined(old[i:j]))
        return
    if j > i:
        yield Piece("gone", _joined(old[i:j]))
    if l > k:
        yield Piece("new", _joined(new[k:l]))


def _joined(words: Sequence[str]) -> str:
    return re.sub(r" ?(\n+) ?", r"\1", " ".join(words))
