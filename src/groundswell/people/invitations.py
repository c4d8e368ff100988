"""What one can be invited into besides the campaign: each room above says who may invite and what happens on entering."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from groundswell.kit.actor import Actor
from groundswell.people.models import Member

MayInvite = Callable[[Actor, uuid.UUID], bool]


class Enter(Protocol):
    """Lets a member into a thing; raises NotHere when it is gone."""

    def __call__(self, thing_id: uuid.UUID, *, invited_by: Member | None, actor: Actor) -> None: ...


@dataclass(frozen=True, slots=True)
class Destination:
    """A kind of thing that an invite can lead into."""

    enter: Enter
    may_invite: MayInvite


_destinations: dict[str, Destination] = {}


def register(thing: str, enter: Enter, *, may_invite: MayInvite) -> None:
    """Let invites lead into ``thing`` ("community"); called from ``AppConfig.ready``.

    ``enter(thing_id, invited_by=…, actor=…)`` runs when a member accepts, ``actor`` being that member.
    """
    _destinations[thing] = Destination(enter, may_invite)


def may_invite(actor: Actor, thing: str, thing_id: uuid.UUID) -> bool:
    """Whether the thing's own room lets the actor invite into it."""
    return thing in _destinations and _destinations[thing].may_invite(actor, thing_id)


def enter(thing: str, thing_id: uuid.UUID, *, invited_by: Member | None, actor: Actor) -> None:
    """Let the actor into the thing; the campaign itself needs no more than having joined."""
    if thing in _destinations:
        _destinations[thing].enter(thing_id, invited_by=invited_by, actor=actor)
