"""The rows of sources and feeds: named, checked and written down by the services that add them."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused
from groundswell.kit.text import line
from groundswell.wire.feeds.addresses import address_key, host_of
from groundswell.wire.feeds.names import mixes_alphabets
from groundswell.wire.models import Feed, Source
from groundswell.wire.reading.entries import fold, language_of

MOST_FEEDS = 5_000  # of one campaign
NOT_COUNTED = frozenset({Source.Kind.OWN, Source.Kind.SATIRE})


def feed_at(*, campaign_id: uuid.UUID, address: str) -> Feed | None:
    """Return the feed that is read at an address."""
    feeds = Feed.objects.filter(campaign_id=campaign_id, address_key=address_key(address))
    return feeds.select_related("source").first()


def campaign_of(*, actor: Actor) -> uuid.UUID:
    """Return the campaign somebody acts in."""
    assert actor.campaign_id is not None
    return actor.campaign_id


def source_named(
    *, member_id: uuid.UUID | None, name: str, kind: str, language: str, address: str, site: str, actor: Actor
) -> Source:
    """Return the source of this name, made when it is not there; without a name it goes by that of its site."""
    is_named = bool(name.strip())
    wanted, key = checked_name(text=name) if is_named else (host_of(address), fold(host_of(address)))
    campaign_id = campaign_of(actor=actor)
    there = Source.objects.select_for_update(no_key=True).filter(campaign_id=campaign_id, key=key).first()
    if there is not None:
        # What came with files has nobody yet: who first lets it be read looks after it.
        if there.removed_at is not None or there.added_by_id is None:
            there.removed_at, there.added_by_id = None, there.added_by_id or member_id
            there.save(update_fields=["removed_at", "added_by"])
        return there
    return Source.objects.create(
        campaign_id=campaign_id,
        key=key,
        name=wanted,
        kind=checked_kind(kind=kind),
        counts=kind not in NOT_COUNTED,
        language=checked_language(code=language),
        site=site[:2000],
        is_named=is_named,
        added_by_id=member_id,
        created_at=now(),
    )


def enter_feed(*, source: Source, address: str, member_id: uuid.UUID | None) -> Feed:
    """Write one address of a source down; it is read at once."""
    if Feed.objects.filter(campaign_id=source.campaign_id).count() >= MOST_FEEDS:
        raise Refused(_("This campaign reads %(num)d feeds already, which is the most.") % {"num": MOST_FEEDS})
    at = now()
    return Feed.objects.create(
        campaign_id=source.campaign_id,
        source=source,
        address=address,
        address_key=address_key(address),
        next_at=at,
        added_by_id=member_id,
        created_at=at,
    )


def checked_name(*, text: str, empty: str = "") -> tuple[str, str]:
    """Return a name and the key it is known by; refused where it passes for another."""
    name = line(text, limit=200, field="name", empty=empty)
    key = fold(name)[:200]
    if not key:
        raise BadInput(_("Give the source a name."), field="name")
    if mixes_alphabets(name):
        words = _("This name mixes letters of two alphabets that look alike. Write it with the letters of one.")
        raise BadInput(words, field="name")
    return name, key


def checked_kind(*, kind: str) -> str:
    """Return a kind there is."""
    if kind not in Source.Kind.values:
        raise BadInput(_("Choose what kind of source it is."), field="kind")
    return kind


def checked_language(*, code: str) -> str:
    """Return a language without its country, or nothing."""
    found = language_of(code)
    if code.strip() and not found:
        raise BadInput(_("Write the language as a code of two or three letters, such as en or es."), field="language")
    return found
