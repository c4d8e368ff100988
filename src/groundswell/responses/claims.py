"""Finds the claims in a text that point at no source, by a plain rule that anyone can check in their head.

A claim is a sentence that holds a figure (so every date and every percentage) or quotes at least three words. It has a source
when a mark like [1] in it, or right behind its full stop, points at one of the answer's sources. The one sentence on top leans
on the text: its figures and quotations have a source when they stand in a claim of the text that has one. What it is not: a
judgement whether the source says so, or whether a sentence without figures is true. Words in one's own name ("come at 7") are
found, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each run of stops is looked at once, at its beginning: what somebody typed must not be read for seconds.
_SENTENCE = re.compile(r"\S.*?(?:(?<![.!?…])[.!?…]++[\"”»’)]*+(?:\s?\[\d{1,2}\])*(?=\s|$)|$)", re.S)
_MARK = re.compile(r"\[(\d{1,2})\]")
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]*)[”“»\"]")
_FIGURE = re.compile(r"\d|\bper ?cent\b|\bpor ciento\b", re.I)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LONGEST = 200


def unsourced(body: str, sources: int) -> list[str]:
    """Return the claims of ``body`` that point at none of its ``sources``, in their order, without their marks."""
    return [_MARK.sub("", one).strip()[:LONGEST] for one, _end in _claims(body) if not _points(one, sources)]


def unsourced_ends(paragraph: str, sources: int) -> list[int]:
    """Return where in one paragraph the claims end that point at none of the ``sources``."""
    return [end for one, end in _claims(paragraph) if not _points(one, sources)]


def leans_on_nothing(said: str, body: str, sources: int) -> bool:
    """Whether the one sentence ``said`` makes a claim that no claim with a source in ``body`` makes."""
    if not _is_claim(said):
        return False
    backed = " ".join(one for one, _end in _claims(body) if _points(one, sources))
    words = _MARK.sub("", backed).casefold()
    numbers, quotations = set(_NUMBER.findall(said)), [one for one in _QUOTED.findall(said) if len(one.split()) >= 3]
    stands = numbers <= set(_NUMBER.findall(words)) and all(one.strip(" .,").casefold() in words for one in quotations)
    return not (backed and stands)


def _claims(text: str) -> Iterator[tuple[str, int]]:
    """Yield each claim with where it ends."""
    for begin, paragraph in _paragraphs(text):
        for found in _SENTENCE.finditer(paragraph):
            if _is_claim(found[0]):
                yield found[0], begin + found.end()


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph without the space around it, and where it begins."""
    begin = 0
    for gap in [*re.finditer(r"\n\s*\n", text), None]:
        part = text[begin : gap.start() if gap else len(text)]
        yield begin + len(part) - len(part.lstrip()), part.strip()
        begin = gap.end() if gap else begin


def _is_claim(sentence: str) -> bool:
    words = _MARK.sub("", sentence)
    return bool(_FIGURE.search(words)) or any(len(quoted.split()) >= 3 for quoted in _QUOTED.findall(words))


def _points(sentence: str, sources: int) -> bool:
    return any(1 <= int(mark) <= sources for mark in _MARK.findall(sentence))
