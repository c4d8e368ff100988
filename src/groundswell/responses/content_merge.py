"""Merges two whole answers that grew from one: their words, the pillars they serve, and sources whose numbers stay right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.merging import Chunk, conflicts_in, merged

_MARK = re.compile(r"\[(\d{1,2})\]")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer as the merge leaves it; a pillar's is called ``why_`` and its number."""

    name: str
    chunks: Sequence[Chunk]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two answers joined, but for what somebody has to decide. Marks point into ``sources``, which holds those of both."""

    parts: Sequence[Part]
    sources: Sequence[Source]
    let_go: frozenset[int]  # numbers of sources that one side took out

    @property
    def conflicts(self) -> list[tuple[str, Chunk]]:
        """What both sides changed, in reading order, with the part it stands in."""
        return [(part.name, chunk) for part in self.parts for chunk in conflicts_in(part.chunks)]

    def content(self, decided: Sequence[str]) -> Content:
        """Return the merged answer; ``decided`` holds the words for each conflict, in order."""
        words, said = iter(decided), {}
        for part in self.parts:
            pieces = [next(words) if chunk.kind == "conflict" else chunk.text for chunk in part.chunks]
            text = "".join(pieces).strip()
            if text or not part.name.startswith("why_"):
                said[part.name] = text
        body, sources = _numbered_anew(said["body"], self.sources, self.let_go)
        pillars = (Serves(int(name.removeprefix("why_")), text) for name, text in said.items() if name.startswith("why_"))
        return Content(
            title=said["title"],
            summary=said["summary"],
            body=body,
            pillars=tuple(sorted(pillars, key=lambda one: one.pillar)),
            sources=sources,
        )


def merge_contents(base: Content, ours: Content, theirs: Content) -> Merge:
    """Return the three-way merge of two answers."""
    sources, let_go = _sources(base, ours, theirs)
    place = {one.url: number for number, one in enumerate(sources, start=1)}
    bodies = [_pointing(one, place) for one in (base, ours, theirs)]
    parts = [
        Part("title", merged(base.title, ours.title, theirs.title)),
        Part("summary", merged(base.summary, ours.summary, theirs.summary)),
        Part("body", merged(*bodies)),
    ]
    return Merge([*parts, *_pillars(base, ours, theirs)], sources, let_go)


def _pillars(base: Content, ours: Content, theirs: Content) -> list[Part]:
    before, left, right = ({one.pillar: one.why for one in side.pillars} for side in (base, ours, theirs))
    return [
        Part(f"why_{number}", _why(before.get(number, ""), left.get(number, ""), right.get(number, "")))
        for number in sorted(before | left | right)
    ]


def _why(before: str, ours: str, theirs: str) -> list[Chunk]:
    """A pillar that one side dropped and the other reworded is one thing to decide, not a word here and a word there."""
    if before and before not in (ours, theirs) and ours != theirs and not (ours and theirs):
        return [Chunk("conflict", before, ours, theirs)]
    return merged(before, ours, theirs)


def _sources(base: Content, ours: Content, theirs: Content) -> tuple[list[Source], frozenset[int]]:
    """Return the sources of all three, ours first, and the numbers of those that one side took out."""
    named = {one.url: one for side in (base, theirs, ours) for one in side.sources}
    before, left, right = ({one.url: one.title for one in side.sources} for side in (base, ours, theirs))
    order = dict.fromkeys([*left, *right, *before])
    found = [
        Source(right[url], url) if url in right and left.get(url, before.get(url)) == before.get(url) else named[url]
        for url in order
    ]
    gone = (url in before and (url not in left or url not in right) for url in order)
    return found, frozenset(number for number, is_gone in enumerate(gone, start=1) if is_gone)


def _pointing(content: Content, place: Mapping[str, int]) -> str:
    """Return the body with its marks pointing at the sources of the merge."""
    return _renumbered(content.body, {number: place[one.url] for number, one in enumerate(content.sources, start=1)})


def _numbered_anew(body: str, sources: Sequence[Source], let_go: frozenset[int]) -> tuple[str, tuple[Source, ...]]:
    """Leave out what one side took out, unless the merged body still points at it."""
    used = {int(number) for number in _MARK.findall(body)}
    kept = [number for number in range(1, len(sources) + 1) if number not in let_go or number in used]
    anew = {number: place for place, number in enumerate(kept, start=1)}
    return _renumbered(body, anew), tuple(sources[number - 1] for number in kept)


def _renumbered(body: str, numbers: Mapping[int, int]) -> str:
    return _MARK.sub(lambda mark: f"[{numbers.get(int(mark[1]), int(mark[1]))}]", body)
