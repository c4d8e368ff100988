"""Knows what can be reported and hidden: every room says which things people write in it and where each is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from groundswell.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Thing:
    """Something written here: its first words, the page that shows it, and whose hosts look after it.

    ``page`` and ``args`` are the name of a page inside the campaign and its arguments; ``anchor`` a place on it.
    ``community_id`` is None for what belongs to the whole campaign: its stewards look after that. ``sites`` are those
    that its words lead to (``outward.sites_named``): reports on one site are gathered.
    """

    title: str | Promise
    page: str
    args: tuple[object, ...] = ()
    anchor: str = ""
    community_id: uuid.UUID | None = None
    written_by: uuid.UUID | None = None
    sites: tuple[str, ...] = ()


# Returns those of the things that this actor may see.
Describe = Callable[[Actor, Collection[uuid.UUID]], Mapping[uuid.UUID, Thing]]


@dataclass(frozen=True, slots=True)
class SubjectType:
    """A type of thing people write: the model's label, its name in words, how its things are described."""

    name: str
    words: str | Promise
    describe: Describe


_types: dict[str, SubjectType] = {}


def register(subject_type: str, describe: Describe, *, words: str | Promise) -> None:
    """Let things of ``subject_type`` (the model's label, like ``responses.Version``) be reported and hidden.

    Called from ``AppConfig.ready``. ``words`` names one, like "an answer". The room itself asks
    ``selectors.hidden`` when it shows its things, and links ``communities:report`` (subject type, id).
    """
    _types[subject_type] = SubjectType(subject_type, words, describe)


def registered() -> list[SubjectType]:
    """Return all types, by name."""
    return [_types[name] for name in sorted(_types)]


def words_for(subject_type: str) -> str:
    """Return a type's name in words; a type that no room knows any more has none."""
    found = _types.get(subject_type)
    return str(found.words) if found else ""


def thing_at(subject_type: str, subject_id: uuid.UUID, *, actor: Actor) -> Thing | None:
    """Return one thing, if its type is known and this actor may see it."""
    found = _types.get(subject_type)
    return found.describe(actor, [subject_id]).get(subject_id) if found else None


def things(subjects: Iterable[tuple[str, uuid.UUID]], *, actor: Actor) -> dict[uuid.UUID, Thing]:
    """Return many things by id: one call a type."""
    wanted: dict[str, list[uuid.UUID]] = {}
    for subject_type, subject_id in subjects:
        wanted.setdefault(subject_type, []).append(subject_id)
    found: dict[uuid.UUID, Thing] = {}
    for subject_type, ids in wanted.items():
        if subject_type in _types:
            found.update(_types[subject_type].describe(actor, ids))
    return found
