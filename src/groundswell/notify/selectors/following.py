"""Reads what somebody follows and muted, with the names of the things and the ways to them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Thread
from groundswell.communities.policies import threads_visible_to
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.notify.models import Follow, Mute
from groundswell.notify.policies import visible_to
from groundswell.people import things
from groundswell.strategy.models import Pillar
from groundswell.strategy.policies import pillars_visible_to
from groundswell.wire.models import SavedSearch, Source, Story
from groundswell.wire.policies import searches_visible_to
from groundswell.wire.policies import visible_to as stories_visible_to


@dataclass(frozen=True, slots=True)
class Held:
    """A follow or a mute with the name of its thing; where it is, if it has a page."""

    row: Follow | Mute
    name: str
    href: str


def named(campaign: Campaign, actor: Actor, kind: str, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Return names and addresses of the things of one kind that are there for the actor: one query."""
    if not ids:
        return {}
    if kind == Follow.Kind.COMMUNITY:
        return {key: (one.name, one.href) for key, one in things.described(campaign, actor, "community", ids).items()}
    if kind == Follow.Kind.PILLAR:
        pillars = pillars_visible_to(actor, Pillar.objects.filter(campaign=campaign, pk__in=ids))
        return {one.pk: (one.title, address(campaign, "strategy:pillar", one.number)) for one in pillars}
    if kind == Follow.Kind.STORY:
        stories = stories_visible_to(actor, Story.objects.filter(campaign=campaign, pk__in=ids))
        return {one.pk: (one.title, address(campaign, "wire:story", one.pk)) for one in stories}
    if kind == Follow.Kind.SEARCH:
        kept = searches_visible_to(actor, SavedSearch.objects.filter(campaign=campaign, pk__in=ids))
        return {one.pk: (one.name, address(campaign, "wire:search")) for one in kept}
    if kind == Mute.Kind.THREAD:
        threads = threads_visible_to(actor, Thread.objects.filter(campaign=campaign, pk__in=ids))
        return {one.pk: (one.title, address(campaign, "communities:thread", one.pk)) for one in threads}
    return {one.pk: (one.name, "") for one in Source.objects.filter(campaign=campaign, pk__in=ids) if one.name}


def thing_there(campaign: Campaign, actor: Actor, kind: str, thing_id: uuid.UUID | None) -> uuid.UUID:
    """Return the id of a thing that is there for the actor; another is not here."""
    if thing_id is None or kind not in {*Follow.Kind.values, *Mute.Kind.values}:
        not_here()
    return thing_id if thing_id in named(campaign, actor, kind, [thing_id]) else not_here()


def words_of(actor: Actor, kind: str, thing_id: uuid.UUID) -> str:
    """Return the words of a search the actor keeps; of anything else none."""
    if kind != Follow.Kind.SEARCH:
        return ""
    kept = searches_visible_to(actor, SavedSearch.objects.filter(pk=thing_id))
    return kept.values_list("words", flat=True).first() or ""


def follows_of(campaign: Campaign, actor: Actor) -> list[Held]:
    """Return what the actor follows, the newest first: a query for each kind."""
    rows = list(visible_to(actor, Follow.objects.filter(campaign=campaign)).order_by("-pk"))
    return _held(campaign, actor, rows)


def mutes_of(campaign: Campaign, actor: Actor) -> list[Held]:
    """Return what the actor muted, the newest first."""
    rows = list(visible_to(actor, Mute.objects.filter(campaign=campaign)).order_by("-pk"))
    return _held(campaign, actor, rows)


def _held(campaign: Campaign, actor: Actor, rows: Sequence[Follow | Mute]) -> list[Held]:
    known: dict[uuid.UUID, tuple[str, str]] = {}
    for kind in {row.kind for row in rows if row.thing_id}:
        known |= named(campaign, actor, kind, [row.thing_id for row in rows if row.kind == kind and row.thing_id])
    found = []
    for row in rows:
        if row.thing_id is None:
            found.append(Held(row, row.words, ""))
        elif row.thing_id in known:
            found.append(Held(row, *known[row.thing_id]))
    return found


def follow_at(actor: Actor, follow_id: uuid.UUID) -> Follow:
    """Return one of the actor's own follows."""
    return visible_to(actor, Follow.objects.filter(pk=follow_id)).first() or not_here()


def mute_at(actor: Actor, mute_id: uuid.UUID) -> Mute:
    """Return one of the actor's own mutes."""
    return visible_to(actor, Mute.objects.filter(pk=mute_id)).first() or not_here()


def searches_followed(actor: Actor) -> dict[uuid.UUID, Follow]:
    """Return the actor's follows of searches they keep, by search: one query, none for a visitor."""
    if not actor.is_member:
        return {}
    found = visible_to(actor, Follow.objects.filter(kind=Follow.Kind.SEARCH, thing_id__isnull=False))
    return {one.thing_id: one for one in found if one.thing_id}


def standing_with(actor: Actor, thing_id: uuid.UUID) -> tuple[Follow | None, Mute | None]:
    """Return the actor's follow and mute of one thing: two queries, none for a visitor."""
    if not actor.is_member:
        return None, None
    of_thing = Q(thing_id=thing_id)
    return (
        visible_to(actor, Follow.objects.filter(of_thing)).first(),
        visible_to(actor, Mute.objects.filter(of_thing)).first(),
    )


def mute_of(actor: Actor, thing_id: uuid.UUID) -> Mute | None:
    """Return the actor's mute of one thing."""
    return visible_to(actor, Mute.objects.filter(thing_id=thing_id)).first()
