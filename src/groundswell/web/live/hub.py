"""Who reads which room of which campaign, what happened lately, and which message each reader gets."""

from __future__ import annotations

import uuid
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.kit import live
from groundswell.kit.live import Fragment
from groundswell.pulse import kinds
from groundswell.pulse.reading import Position, Row
from groundswell.web.live import messages
from groundswell.web.live.reader import Access, Reader

HISTORY = 2_000  # rows a reader may have missed and still be told by room
TOO_MUCH = 40  # rooms and kinds missed after which it is simpler to look at everything

Place = tuple[uuid.UUID, str]  # a room of one campaign: the same name in another campaign is another place
Rendered = dict[tuple[int, str], list[Fragment]]


@dataclass(frozen=True, slots=True)
class Told:
    """A row that moves some rooms, and for whom it is."""

    row: Row
    rooms: frozenset[str]
    audience: str
    key: object
    has_fragments: bool

    @property
    def position(self) -> Position:
        """Its place in the pulse."""
        return Position(self.row.xid, self.row.seq)


def tell(row: Row) -> Told | None:
    """Return what a row moves, or None when no page shows its kind."""
    kind, moves = kinds.named(row.kind), live.movement(row.kind)
    if kind is None or moves is None or kind.audience == "machine":
        return None
    rooms = frozenset(moves.rooms(row))
    with_fragments = moves.fragments is not None and kind.audience == "public"
    return Told(row, rooms, kind.audience, (row.kind, moves.once_for(row)), with_fragments)


def order(position: Position) -> tuple[int, int]:
    """Return what positions are compared by (a transaction's id is kept as text)."""
    return int(position.xid), position.seq


class Hub:
    """The readers of one process."""

    def __init__(self) -> None:
        self.readers: set[Reader] = set()
        self.blocks: Counter[str] = Counter()
        self._places: dict[Place, set[Reader]] = {}
        self._history: deque[Told] = deque()
        self.home = ""  # the name of the pulse that is read
        self._floor = Position()  # everything after it that moves a room is in the history

    def enter(self, reader: Reader) -> None:
        """Let a reader into its rooms."""
        self.readers.add(reader)
        self.blocks[reader.block] += 1
        for room in reader.rooms:
            self._places.setdefault((reader.access.campaign_id, room), set()).add(reader)

    def leave(self, reader: Reader) -> None:
        """Let a reader out of its rooms."""
        self.readers.discard(reader)
        self.blocks[reader.block] -= 1
        if self.blocks[reader.block] <= 0:
            del self.blocks[reader.block]
        for room in reader.rooms:
            place = (reader.access.campaign_id, room)
            inside = self._places.get(place)
            if inside is not None:
                inside.discard(reader)
                if not inside:
                    del self._places[place]

    def places(self, told: Told) -> list[Place]:
        """Return the places a row moves in which somebody reads."""
        found = ((told.row.campaign_id, room) for room in sorted(told.rooms))
        return [place for place in found if place in self._places]

    def languages(self, place: Place) -> frozenset[str]:
        """Return the languages read in a place."""
        return frozenset(reader.access.language for reader in self._places.get(place, ()))

    def begin(self, rows: list[Row], floor: Position, home: str) -> None:
        """Remember what happened before this process began to listen, and in which pulse."""
        self._floor, self.home = floor, home
        for row in rows:
            if told := tell(row):
                self.remember(told)

    def remember(self, told: Told) -> None:
        """Keep a row for readers whose line broke."""
        self._history.append(told)
        if len(self._history) > HISTORY:
            self._floor = self._history.popleft().position

    def publish(self, moved: dict[Place, list[Told]], rendered: Rendered, *, before: Position, after: Position) -> None:
        """Give every reader in the moved places its message, all in one step of the loop."""
        events: dict[Reader, tuple[bytes, ...]] = {}
        for place, rows in moved.items():
            known: dict[tuple[str, tuple[bool, ...]], tuple[bytes, ...]] = {}
            for reader in self._places.get(place, ()):
                hears = tuple(reader.access.may_hear(told.audience, told.rooms) for told in rows)
                key = (reader.access.language, hears)
                if key not in known:
                    heard = [told for told, may in zip(rows, hears, strict=True) if may]
                    known[key] = tuple(_events(place[1], heard, rendered, reader.access.language))
                if known[key]:
                    events[reader] = (*events[reader], *known[key]) if reader in events else known[key]
        blocks: dict[tuple[bytes, ...], bytes] = {}
        instead = messages.resync(after)
        for reader, told_now in events.items():
            if told_now not in blocks:
                blocks[told_now] = messages.block(told_now, before=before, after=after)
            reader.offer(blocks[told_now], instead=instead)

    def missed(self, access: Access, rooms: frozenset[str], since: Position, now_at: Position) -> bytes:
        """Return what a reader has to hear to be where the others are; nothing when it missed nothing."""
        if order(since) < order(self._floor):
            return messages.resync(now_at)
        found: dict[bytes, None] = {}
        for told in reversed(self._history):
            if order(told.position) <= order(since):
                break
            if told.row.campaign_id == access.campaign_id and access.may_hear(told.audience, told.rooms):
                found.update(dict.fromkeys(messages.stale(room, told.row.kind) for room in sorted(told.rooms & rooms)))
        if len(found) > TOO_MUCH:
            return messages.resync(now_at)
        return messages.block(tuple(found), before=since, after=now_at) if found else b""


def _events(room: str, rows: list[Told], rendered: Rendered, language: str) -> Iterable[bytes]:
    for told in rows:
        fresh = [one for one in rendered.get((told.row.seq, language), ()) if one.room == room]
        if fresh:
            yield from (messages.fragment(one) for one in fresh)
        else:
            yield messages.stale(room, told.row.kind)
