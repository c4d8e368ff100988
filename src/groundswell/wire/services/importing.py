"""Brings in a list of feeds that another reader kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import plain, web_link
from groundswell.pulse.log import record
from groundswell.wire.events import SourceAdded
from groundswell.wire.feeds.addresses import address_key, pasted
from groundswell.wire.feeds.lists import Listed, listed
from groundswell.wire.feeds.names import mixes_alphabets
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.models import Feed
from groundswell.wire.policies import can_import_sources
from groundswell.wire.reading.entries import fold, language_of
from groundswell.wire.services.entering import campaign_of, enter_feed, source_named

IMPORTS = Limit("import sources", 20, DAY)


@dataclass(slots=True)
class Imported:
    """What became of a list: every line is one of added, there already, refused (with the reason)."""

    added: int = 0
    there: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def import_sources(*, text: str, actor: Actor) -> Imported:
    """Add every feed of an OPML file or a list of addresses; a line that cannot be used is named and passed over."""
    allow(can_import_sources(actor))
    feeds = listed(text)
    if not feeds:
        raise BadInput(_("No address was found in this. It takes OPML, or one address a line."), field="text")
    if actor.member_id is not None:
        spend(IMPORTS, str(actor.member_id))
    done = Imported()
    there = _there(feeds, actor)
    for one in feeds:
        try:
            address = pasted(one.address)
        except CannotUse as refusal:
            done.refused.append((plain(one.address, limit=200), refusal.words))
            continue
        key = address_key(address)
        if key in there:
            done.there += 1
            continue
        there.add(key)
        _add(one, address, actor)
        done.added += 1
    return done


def _there(feeds: Sequence[Listed], actor: Actor) -> set[str]:
    keys = set()
    for one in feeds:
        try:
            keys.add(address_key(pasted(one.address)))
        except CannotUse:
            continue
    return set(
        Feed.objects.filter(campaign_id=campaign_of(actor=actor), address_key__in=keys).values_list("address_key", flat=True)
    )


def _add(one: Listed, address: str, actor: Actor) -> None:
    name = plain(one.name, limit=200)
    if not fold(name) or mixes_alphabets(name):
        name = ""
    source = source_named(
        member_id=actor.member_id,
        name=name,
        kind="news",
        language=language_of(one.language),
        address=address,
        site=web_link(one.site),
        actor=actor,
    )
    enter_feed(source=source, address=address, member_id=actor.member_id)
    record(SourceAdded(feeds=1), actor=actor, subject=source)
