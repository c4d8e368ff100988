"""The text that several people write at once, as a shared document: its words, whose they are, and what an update brings."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from groundswell.kit.text import paragraphs, plain
from groundswell.responses.content import BODY, SUMMARY, TITLE
from groundswell.responses.matching import steps

# Eight megabytes that a process needs only once somebody writes: `pycrdt` is imported where it is used.
if TYPE_CHECKING:
    from pycrdt import Doc, Text

PARTS = ("title", "summary", "body")
LIMITS = {"title": TITLE, "summary": SUMMARY, "body": BODY}
LONGEST = 20_000  # characters in all parts, above which nothing more is taken: more than the longest answer by far
NOTHING = b"\0\0"  # an update that brings nothing: the usual answer to "what have you that I have not?"
_READS = 1  # the client id of a document that is only read


def new_client() -> int:
    """Return a client id as browsers draw them, for what the server writes on somebody's behalf."""
    return secrets.randbelow(2**32 - 1_000) + 1_000


def document(updates: Iterable[bytes], *, client: int = _READS) -> Doc[Any]:
    """Return the document that ``updates`` make, in whatever order they come; what is written into it is ``client``'s."""
    from pycrdt import Doc

    doc: Doc[Any] = Doc(client_id=client)
    for part in PARTS:
        part_of(doc, part)
    for update in updates:
        doc.apply_update(update)
    return doc


def part_of(doc: Doc[Any], part: str) -> Text:
    """Return one of the texts of a document."""
    from pycrdt import Text

    found: Text = doc.get(part, type=Text)
    return found


def merged(updates: Sequence[bytes]) -> bytes:
    """Return one update that brings what all of ``updates`` bring."""
    from pycrdt import merge_updates

    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def whole(updates: Sequence[bytes]) -> bytes:
    """Return one update for all of ``updates``, without what was written and taken out again."""
    return bytes(document(updates).get_update())


def words(doc: Doc[Any]) -> dict[str, str]:
    """Return what is written in each part."""
    return {part: str(part_of(doc, part)) for part in PARTS}


def tidy(said: Mapping[str, str]) -> dict[str, str]:
    """Return the parts as a draft keeps them: plain words, a title of one line; nothing is cut."""
    return {
        "title": plain(said["title"], limit=LONGEST),
        "summary": plain(said["summary"], limit=LONGEST),
        "body": paragraphs(said["body"], limit=LONGEST),
    }


def fitting(said: Mapping[str, str]) -> dict[str, str]:
    """Return as much of each part as an answer can hold: what a draft says while the shared text is longer."""
    return {part: said[part][:most].rstrip() for part, most in LIMITS.items()}


def over(said: Mapping[str, str]) -> dict[str, int]:
    """Return by how many characters each part is longer than an answer can be; nothing for parts that fit."""
    return {part: len(said[part]) - most for part, most in LIMITS.items() if len(said[part]) > most}


def is_too_long(doc: Doc[Any]) -> bool:
    """Whether the document is beyond what is taken at all."""
    parts = [part_of(doc, part) for part in PARTS]
    return sum(map(len, parts)) > LONGEST and sum(len(str(part)) for part in parts) > LONGEST


def brought(doc: Doc[Any], said: Mapping[str, str]) -> bytes | None:
    """Write ``said`` into the document, changing no more than what differs; return the update, None when nothing did.

    Spaces at an end, where somebody may be about to type on, are no difference. A part that is not in ``said`` stays.
    """
    now = tidy(words(doc))
    if all(now[part] == new for part, new in said.items()):
        return None
    before = doc.get_state()
    for part, new in said.items():
        _write(doc, part, new)
    return bytes(doc.get_update(before))


def clocks(state: bytes) -> dict[int, int]:
    """Return how far each client has written, from an encoded state vector."""
    numbers = list(_numbers(state))
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))


def begins(update: bytes) -> tuple[int, int] | None:
    """Return the first client an update brings something of, and from where on; None when it brings no new words."""
    numbers = _numbers(update)
    if next(numbers, 0) == 0:
        return None
    next(numbers)
    return next(numbers), next(numbers)


def shares(doc: Doc[Any], members: Mapping[int, object]) -> Counter[object]:
    """Return how many words of the present text each member wrote: a word is whose most of its signs are.

    What the server brought from elsewhere is None's.
    """
    from pycrdt import Assoc

    found: Counter[object] = Counter()
    for part in PARTS:
        text = part_of(doc, part)
        said, signs, at = str(text), [], 0
        for sign in said:
            item = text.sticky_index(at, Assoc.AFTER).to_json().get("item", {})
            signs.append(members.get(item.get("client", _READS)))
            at += len(sign.encode())
        for word in re.finditer(r"\S+", said):
            whose = Counter(signs[word.start() : word.end()])
            found[max(whose, key=whose.__getitem__)] += 1
    return found


def _write(doc: Doc[Any], part: str, said: str) -> None:
    text = part_of(doc, part)
    old = str(text)
    if old == said:
        return
    with doc.transaction():
        for kind, i, j, k, l in reversed(list(steps(old, said))):  # noqa: E741 - from the end: earlier places stay where they are
            if kind == "same":
                continue
            at, until = len(old[:i].encode()), len(old[:j].encode())
            if until > at:
                del text[at:until]
            if said[k:l]:
                text.insert(at, said[k:l])


def _numbers(encoded: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in encoded:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
