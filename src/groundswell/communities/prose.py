"""How the words of a post are read: its links made safe, and the members it names called by the name they have now."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.kit.text import web_link

# In the text a member stands by id, so that a name that was taken back or changed is nowhere any more.
_NAMED = re.compile(r"@\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}")
_LINK = re.compile(r"https?://[^\s<>\"“”«»]+", re.I)
_AFTER = ".,;:!?…'’)]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, a link or a name."""

    kind: Literal["words", "link", "name"]
    text: str


def token(member_id: uuid.UUID) -> str:
    """Return what stands in the text for a member."""
    return f"@{{{member_id}}}"


def without_tokens(text: str) -> str:
    """Return what somebody typed so that nothing in it can pass for a member's token."""
    return _NAMED.sub(lambda found: found[0].replace("@", "@ "), text)


def worded(text: str, names: Mapping[uuid.UUID, str]) -> str:
    """Return the text as its author typed it, with names; a member who is not in ``names`` is passed over with "…"."""
    return _NAMED.sub(lambda found: f"@{names.get(uuid.UUID(found[1]), '…')}", text)


def paragraphs_of(text: str, names: Mapping[uuid.UUID, str]) -> list[list[list[Piece]]]:
    """Return the paragraphs, each as lines, each as pieces."""
    return [
        [list(_pieces(line, names)) for line in paragraph.split("\n")]
        for paragraph in re.split(r"\n\s*\n", text)
        if paragraph.strip()
    ]


def links_in(text: str) -> list[str]:
    """Return the web links of a text, each once, in order."""
    return list(dict.fromkeys(link for found in _LINK.finditer(text) if (link := _link(found[0]))))


def _pieces(line: str, names: Mapping[uuid.UUID, str]) -> Iterator[Piece]:
    begin = 0
    for found in _NAMED.finditer(line):
        yield from _linked(line[begin : found.start()])
        yield Piece("name", f"@{names.get(uuid.UUID(found[1]), '…')}")
        begin = found.end()
    yield from _linked(line[begin:])


def _linked(words: str) -> Iterator[Piece]:
    begin = 0
    for found in _LINK.finditer(words):
        link = _link(found[0])
        if not link:
            continue
        if found.start() > begin:
            yield Piece("words", words[begin : found.start()])
        yield Piece("link", link)
        begin = found.start() + len(link)
    if words[begin:]:
        yield Piece("words", words[begin:])


def _link(found: str) -> str:
    """Return the link without the stops of the sentence it stands in; a closing bracket stays when one was opened."""
    while found and found[-1] in _AFTER and not (found[-1] == ")" and found.count("(") >= found.count(")")):
        found = found[:-1]
    return web_link(found)
