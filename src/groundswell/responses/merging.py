"""Merges two texts that grew from one, word by word: what only one side changed is taken, what both changed is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from groundswell.responses.matching import blocks

Kind = Literal["same", "ours", "theirs", "both", "conflict"]
# A word with the space before it: whoever writes on at the end of a text leaves every word before it as it was.
_WORD = re.compile(r"\s*\S+|\s+\Z")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some words in a row, as they were and as each side has them; only a conflict leaves anything to decide."""

    kind: Kind
    base: str
    ours: str
    theirs: str

    @property
    def text(self) -> str:
        """The words that stand in the merged text; in a conflict those of our side, until somebody decides."""
        return self.theirs if self.kind == "theirs" else self.ours


def merged(base: str, ours: str, theirs: str) -> list[Chunk]:
    """Return the chunks of the merge in reading order, together every word of both sides that was added.

    Two changes are apart when at least one word that nobody touched stands between them.
    """
    old, left, right = _WORD.findall(base), _WORD.findall(ours), _WORD.findall(theirs)
    steps = _steps(old, left, right)
    chunks: list[Chunk] = []
    for same, group in groupby(steps, key=lambda chunk: chunk.kind == "same"):
        run = list(group)
        chunks += [_joined(run)] if same else run
    return chunks


def text_of(chunks: Sequence[Chunk]) -> str:
    """Return the merged text, our side where nothing is decided yet."""
    return "".join(chunk.text for chunk in chunks)


def conflicts_in(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return what somebody has to decide, in reading order."""
    return [chunk for chunk in chunks if chunk.kind == "conflict"]


def _steps(old: Sequence[str], left: Sequence[str], right: Sequence[str]) -> Iterator[Chunk]:
    """Walk along the words that both sides kept; what lies between two of them was changed by one side, or by both."""
    in_left, in_right = _kept(old, left), _kept(old, right)
    o = l = r = 0  # noqa: E741
    for at in range(len(old)):
        if at not in in_left or at not in in_right:
            continue
        if at > o or in_left[at] > l or in_right[at] > r:
            yield _decided(old[o:at], left[l : in_left[at]], right[r : in_right[at]])
        yield Chunk("same", old[at], old[at], old[at])
        o, l, r = at + 1, in_left[at] + 1, in_right[at] + 1  # noqa: E741
    if o < len(old) or l < len(left) or r < len(right):
        yield _decided(old[o:], left[l:], right[r:])


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return where each kept word of the old text stands in the new one."""
    return {at + step: there + step for at, there, size in blocks(old, new) for step in range(size)}


def _decided(old: Sequence[str], left: Sequence[str], right: Sequence[str]) -> Chunk:
    kind: Kind = "conflict"
    if left == right:
        kind = "both"
    elif right == old:
        kind = "ours"
    elif left == old:
        kind = "theirs"
    return Chunk(kind, "".join(old), "".join(left), "".join(right))


def _joined(run: Sequence[Chunk]) -> Chunk:
    text = "".join(chunk.base for chunk in run)
    return Chunk("same", text, text, text)
