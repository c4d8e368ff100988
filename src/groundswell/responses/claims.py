"""Finds the claims in a text that point at no source, by a plain rule that anyone can check in their head.

A claim is a sentence that holds a figure (so every date and every percentage) or quotes at least three words. It has a source
when a mark like [1] in it, or right behind its full stop, points at one of the answer's sources. What it is not: a judgement
whether the source says so, or whether a sentence without figures is true. Words in one's own name ("come at 7") are found, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each run of stops is looked at once, at its beginning: what somebody typed must not be read for seconds.
_SENTENCE = re.compile(r"\S.*?(?:(?<![.!?…])[.!?…]++[\"”»’)]*+(?:\s?\[\d{1,2}\])*(?=\s|$)|$)", re.S)
_MARK = re.compile(r"\[(\d{1,2})\]")
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]*)[”“»\"]")
_FIGURE = re.compile(r"\d|\bper ?cent\b|\bpor ciento\b", re.I)
LONGEST = 200


def unsourced(body: str, sources: int) -> list[str]:
    """Return the claims of ``body`` that point at none of its ``sources``, in their order, without their marks."""
    return [_MARK.sub("", one).strip()[:LONGEST] for one in _claims(body) if not _points(one, sources)]


def _claims(body: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", body):
        for found in _SENTENCE.finditer(paragraph.strip()):
            words = _MARK.sub("", found[0])
            if _FIGURE.search(words) or any(len(quoted.split()) >= 3 for quoted in _QUOTED.findall(words)):
                yield found[0]


def _points(sentence: str, sources: int) -> bool:
    return any(1 <= int(mark) <= sources for mark in _MARK.findall(sentence))
