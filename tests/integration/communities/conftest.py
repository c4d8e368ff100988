"""Something written in Ferry Street and something of the whole campaign, as a higher room would describe them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

import pytest
from tests.cast import Cast

from groundswell.communities import moderation
from groundswell.communities.moderation import Thing
from groundswell.kit.actor import Actor

NOTE = "tests.Note"


@pytest.fixture
def notes(cast: Cast) -> Iterator[dict[uuid.UUID, Thing]]:
    """Things of the type ``tests.Note``; members see them all, visitors none called secret."""
    found: dict[uuid.UUID, Thing] = {}

    def describe(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
        return {key: found[key] for key in ids if key in found and (actor.is_member or found[key].title != "secret")}

    moderation.register(NOTE, describe, words="a note")
    yield found
    moderation._types.pop(NOTE)


@pytest.fixture
def note(cast: Cast, notes: dict[uuid.UUID, Thing]) -> Callable[..., uuid.UUID]:
    """Write a note in Ferry Street, or elsewhere: ``note(community_id=None)``; returns its id."""

    def write(**change: object) -> uuid.UUID:
        key = uuid.uuid4()
        about = Thing(title="Rubbish", page="home", community_id=cast.ferry.pk, written_by=cast.cleo.member.pk)
        notes[key] = replace(about, **change)
        return key

    return write


@pytest.fixture
def caught_up(cast: Cast) -> Callable[[], None]:
    """Let the room's consumers see every event so far, as the worker does a moment after the commit; once each."""
    from groundswell.pulse.consumers import registered
    from groundswell.pulse.models import PulseEvent
    from groundswell.pulse.reading import Row

    seen: set[int] = set()

    def catch_up() -> None:
        while fresh := [event for event in PulseEvent.objects.order_by("seq") if event.seq not in seen]:
            for event in fresh:
                seen.add(event.seq)
                row = Row(**{name: getattr(event, name) for name in Row.__slots__})
                for consumer in registered():
                    if consumer.name.startswith("communities.") and row.kind in consumer.kinds:
                        consumer.handle(row)

    return catch_up
