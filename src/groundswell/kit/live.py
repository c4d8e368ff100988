"""Which parts of which pages an event moves: each room registers its kinds, the live line tells the readers."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest


class Happened(Protocol):
    """A settled row of the pulse, as far as a live page needs it."""

    @property
    def at(self) -> datetime.datetime: ...
    @property
    def campaign_id(self) -> uuid.UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def actor_id(self) -> uuid.UUID | None: ...
    @property
    def subject_id(self) -> uuid.UUID: ...
    @property
    def data(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Fragment:
    """New markup for the readers in ``room``: it takes the place of the element whose id is ``target``."""

    room: str
    target: str
    html: str


Rooms = Callable[[Happened], Sequence[str]]
Fragments = Callable[[HttpRequest, Happened], Sequence[Fragment]]
Key = Callable[[Happened], object]


@dataclass(frozen=True, slots=True)
class Movement:
    """What one kind of event moves."""

    kind: str
    rooms: Rooms
    fragments: Fragments | None
    once_for: Key


_movements: dict[str, Movement] = {}


def same_subject(row: Happened) -> object:
    """Return the subject: of several rows of one kind about one thing, only the last is told."""
    return row.subject_id


def register(*kinds: str, rooms: Rooms, fragments: Fragments | None = None, once_for: Key = same_subject) -> None:
    """Let events of ``kinds`` move pages; called from ``AppConfig.ready``.

    ``rooms(row)`` names the rooms from the row alone, without a query: ``[room("response", row.subject_id)]``. Readers
    are in a room when a part of their page says so: ``<div id="…" data-live="response:…" data-live-url="…">``; the address
    answers with that part alone.

    ``fragments(request, row)``, only for kinds whose audience is public, renders parts in the campaign's scope, once for
    each language that somebody in the room reads. ``request`` is a visitor's (with ``campaign`` and ``actor``): the part
    must be the same for every reader, with no form in it. A room of the row for which no fragment comes, and every kind
    that is not public, goes out as room and kind alone, and the page asks for its part again through the ordinary view.
    In a busy room of the rows with the same ``once_for`` in one update only the last is told.
    """
    for kind in kinds:
        _movements[kind] = Movement(kind, rooms, fragments, once_for)


def room(thing: str, key: object) -> str:
    """Return the name of a room: ``response:<id>``."""
    return f"{thing}:{key}"


def movement(kind: str) -> Movement | None:
    """Return what ``kind`` moves, or None when no page shows it."""
    return _movements.get(kind)


def movements() -> list[Movement]:
    """Return everything registered, by kind."""
    return [_movements[kind] for kind in sorted(_movements)]
