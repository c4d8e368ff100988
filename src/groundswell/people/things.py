"""How things that people hold roles over or are invited into are called and where they are; each room tells of its own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor

Describe = Callable[[Campaign, Actor, Collection[uuid.UUID]], dict[uuid.UUID, "Thing"]]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing's name and its page."""

    name: str
    href: str


_describers: dict[str, Describe] = {}


def register(kind: str, describe: Describe) -> None:
    """Tell of the things of one kind ("community"); called from ``AppConfig.ready``.

    ``describe(campaign, actor, ids)`` returns those of ``ids`` that are there for the actor, in one query.
    """
    _describers[kind] = describe


def described(campaign: Campaign, actor: Actor, kind: str, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return the things of one kind that are there for the actor; a kind nobody tells of has none."""
    if not ids:
        return {}
    if kind == "campaign":
        here = Thing(campaign.name, address(campaign, "home"))
        return {campaign.pk: here} if campaign.pk in ids else {}
    return _describers[kind](campaign, actor, ids) if kind in _describers else {}


def described_all(campaign: Campaign, actor: Actor, pairs: Collection[tuple[str, uuid.UUID]]) -> dict[uuid.UUID, Thing]:
    """Return things of several kinds: one query for each kind."""
    found: dict[uuid.UUID, Thing] = {}
    for kind in {kind for kind, _id in pairs}:
        found |= described(campaign, actor, kind, [one for other, one in pairs if other == kind])
    return found


def thing(campaign: Campaign, actor: Actor, kind: str, thing_id: uuid.UUID) -> Thing | None:
    """Return one thing, or None when it is not there for the actor."""
    return described(campaign, actor, kind, [thing_id]).get(thing_id)
