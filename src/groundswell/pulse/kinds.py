"""The catalogue of what can happen: each kind states its words, its link, who may see it and what in it is personal."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

Audience = Literal["public", "members", "community", "stewards", "machine"]
AUDIENCES: tuple[Audience, ...] = ("public", "members", "community", "stewards", "machine")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event: its name ``room.thing_happened``, its version and what the catalogue says of it."""

    name: str
    version: int
    summary: str  # a plain sentence, marked for translation where it is shown
    link: str  # the name of the page that shows the subject, or "" when there is none
    audience: Audience
    personal: tuple[str, ...]  # fields that point at a person (ids): erased people are unlinked by these
    event: type[Event]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the event's own data."""
        return tuple(field.name for field in dataclasses.fields(self.event))  # type: ignore[arg-type]


class Event:
    """Base of every event; a subclass is a frozen dataclass of ids and scalars: no names, no free text."""

    __slots__ = ()


_kinds: dict[str, Kind] = {}
_by_event: dict[type[Event], Kind] = {}
E_ = TypeVar("E_", bound=type[Event])


def kind(
    name: str, *, summary: str, link: str, audience: Audience, personal: tuple[str, ...] = (), version: int = 1
) -> Callable[[E_], E_]:
    """Enter a dataclass of an event into the catalogue under ``name``."""

    def enter(event: E_) -> E_:
        entry = Kind(name, version, summary, link, audience, personal, event)
        if name in _kinds and _kinds[name].event.__qualname__ != event.__qualname__:
            raise ValueError(f"two events are called {name}")
        _kinds[name] = entry
        _by_event[event] = entry
        return event

    return enter


def of(event: Event) -> Kind:
    """Return the catalogue's entry for an event."""
    return _by_event[type(event)]


def named(name: str) -> Kind | None:
    """Return the entry called ``name``; None for a kind that a newer or older version wrote."""
    return _kinds.get(name)


def catalogue() -> list[Kind]:
    """Return all kinds, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def scalars(event: Event) -> dict[str, Any]:
    """Return the event's data as JSON values; anything but ids and scalars is refused."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(event):  # type: ignore[arg-type]
        value = getattr(event, field.name)
        if isinstance(value, uuid.UUID):
            value = str(value)
        if value is not None and not isinstance(value, str | int | float | bool):
            name = f"{type(event).__name__}.{field.name}"
            raise TypeError(f"{name}: the pulse holds ids and scalars only, not {type(value).__name__}")
        found[field.name] = value
    return found
