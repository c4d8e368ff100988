"""The text that several people write at once, as a shared document: its words, whose they are, and what an update brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from pycrdt import Assoc, Doc, Text, merge_updates

PARTS = ("title", "summary", "body")
_OURS = 1  # the client id of what the server itself writes: no browser draws one so small


def document(updates: Iterable[bytes]) -> Doc[Any]:
    """Return the document that ``updates`` make, in whatever order they come."""
    doc: Doc[Any] = Doc(client_id=_OURS)
    for part in PARTS:
        doc.get(part, type=Text)
    for update in updates:
        doc.apply_update(update)
    return doc


def merged(updates: Iterable[bytes]) -> bytes:
    """Return one update that brings what all of ``updates`` bring."""
    found = list(updates)
    return found[0] if len(found) == 1 else merge_updates(*found)


def words(doc: Doc[Any]) -> dict[str, str]:
    """Return what is written in each part."""
    return {part: str(doc.get(part, type=Text)) for part in PARTS}


def brought(doc: Doc[Any], said: Mapping[str, str]) -> bytes | None:
    """Write ``said`` into the document, changing no more than what differs; return the update, None when nothing did."""
    if words(doc) == {part: said[part] for part in PARTS}:
        return None
    before = doc.get_state()
    for part in PARTS:
        _write(doc, part, said[part])
    return bytes(doc.get_update(before))


def clocks(state: bytes) -> dict[int, int]:
    """Return how far each client has written, from an encoded state vector."""
    numbers = list(_numbers(state))
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))


def shares(doc: Doc[Any], members: Mapping[int, object]) -> Counter[object]:
    """Return how many characters of the present text each member wrote; what the server wrote is nobody's."""
    found: Counter[object] = Counter()
    for part in PARTS:
        text, at = doc.get(part, type=Text), 0
        for sign in str(text):
            item = text.sticky_index(at, Assoc.AFTER).to_json().get("item", {})
            found[members.get(item.get("client", _OURS))] += 1
            at += len(sign.encode())
    return found


def _write(doc: Doc[Any], part: str, said: str) -> None:
    text: Text = doc.get(part, type=Text)
    old = str(text)
    if old == said:
        return
    with doc.transaction():
        steps = SequenceMatcher(None, old, said, autojunk=False).get_opcodes() if len(old) < 2_000 else _ends(old, said)
        for kind, i, j, k, l in reversed(steps):  # noqa: E741 - from the end, so that earlier places stay where they are
            if kind == "equal":
                continue
            at, until = len(old[:i].encode()), len(old[:j].encode())
            if until > at:
                del text[at:until]
            if said[k:l]:
                text.insert(at, said[k:l])


def _ends(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """A long text: only what lies between the first and the last difference is written anew."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    return [("replace", begin, len(old) - end, begin, len(new) - end)]


def _numbers(encoded: bytes) -> Iterable[int]:
    number = shift = 0
    for byte in encoded:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
