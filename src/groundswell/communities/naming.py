"""Finds whom a text names: "@" and the name of a member of the community, as anyone can type it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from groundswell.communities.prose import token, without_tokens

_AT = re.compile(r"(?<![\w@])@(?=\w)")
_FIRST = re.compile(r"[\w'’.-]*\w")
_GOES_ON = re.compile(r"-?\w")  # "Ann-Marie" is not Ann, but "Ben's" is Ben's
MOST_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Namesake:
    """A member who may be meant."""

    member_id: uuid.UUID
    name: str


Candidates = Callable[[Collection[str]], Sequence[Namesake]]


def first_words(text: str) -> list[str]:
    """Return the words that follow an "@": whoever is meant has a name that begins with one of them."""
    places = [found.end() for found in _AT.finditer(text)][:MOST_LOOKED_AT]
    words = [found[0] for place in places if (found := _FIRST.match(text, place))]
    return list(dict.fromkeys([*words, *(word.replace("’", "'").split("'")[0] for word in words)]))  # "Ben's" may be Ben's


def with_tokens(text: str, candidates: Sequence[Namesake], *, first: Iterable[uuid.UUID] = ()) -> tuple[str, list[uuid.UUID]]:
    """Return the text with a token for each member it names, and who they are, each once.

    The longest name that stands there is meant; a first name alone is enough where only one has it. Of those who share a
    name it is the one that comes earliest in ``first``, then among the candidates.
    """
    text = without_tokens(text)
    before = {one: place for place, one in reversed(list(enumerate(first)))}
    ranked = sorted(candidates, key=lambda one: before.get(one.member_id, len(before)))
    named: dict[uuid.UUID, None] = {}
    parts, begin = [], 0
    for found in list(_AT.finditer(text))[:MOST_LOOKED_AT]:
        meant = _meant(text, found.end(), ranked) if found.start() >= begin else None
        if meant is None:
            continue
        one, length = meant
        named[one.member_id] = None
        parts += [text[begin : found.start()], token(one.member_id)]
        begin = found.end() + length
    return "".join([*parts, text[begin:]]), list(named)


def _meant(text: str, place: int, ranked: Sequence[Namesake]) -> tuple[Namesake, int] | None:
    whole = [one for one in ranked if _stands(text, place, one.name)]
    if whole:
        best = max(whole, key=lambda one: len(one.name))  # the first of those that are as long
        return best, len(best.name)
    word = found[0] if (found := _FIRST.match(text, place)) else ""
    firsts = [one for one in ranked if one.name.split(" ")[0].casefold() == word.casefold()]
    return (firsts[0], len(word)) if len(firsts) == 1 else None


def _stands(text: str, place: int, name: str) -> bool:
    end = place + len(name)
    return bool(name) and text[place:end].casefold() == name.casefold() and not _GOES_ON.match(text, end)
