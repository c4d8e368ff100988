"""Puts a page on the wire by its address: asked for by a member, looked at once by a job, then an item like any other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.jobs import enqueue
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire.events import LinkPasted
from groundswell.wire.feeds.addresses import host_of, pasted
from groundswell.wire.feeds.entries import clean
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Said, SitePage
from groundswell.wire.models import Feed, Item, PastedLink, Source
from groundswell.wire.policies import can_paste_link, can_take_in_items
from groundswell.wire.reading.entries import TITLE_LIMIT, Entry, fold
from groundswell.wire.services.items import take_in_items
from groundswell.wire.services.stream import CampaignStream

PASTINGS = Limit("paste a link", 100, DAY)
LOOK = "wire.look_at_link"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at an address: the page, or why it could not be read."""

    address: str
    page: SitePage | None = None
    problem: str = ""


@transaction.atomic
def paste_link(*, address: str, title: str = "", actor: Actor) -> PastedLink:
    """Ask for a page to be put on the wire; its title and first words are read from it in a moment, once."""
    allow(can_paste_link(actor))
    try:
        found = pasted(address)
    except CannotUse as refusal:
        raise BadInput(refusal.words, field="address") from refusal
    member = member_of(actor)
    words = line(title, limit=TITLE_LIMIT, field="title")
    waiting = PastedLink.objects.filter(campaign_id=member.campaign_id, member=member, address=found, state="waiting").first()
    if waiting is not None:
        return waiting
    spend(PASTINGS, str(member.pk))
    link = PastedLink.objects.create(campaign_id=member.campaign_id, address=found, title=words, member=member, at=now())
    record(LinkPasted(), actor=actor, subject=link)
    enqueue(LOOK, campaign_id=member.campaign_id, link=str(link.pk))
    return link


@transaction.atomic
def take_in_link(*, link: PastedLink, seen: Seen, actor: Actor) -> PastedLink:
    """Make an item of a page that was looked at; where it could not be read, of the title that the member wrote."""
    allow(can_take_in_items(actor, link.campaign_id))
    stream = CampaignStream(link.campaign_id)
    stream.lock()
    link = PastedLink.objects.select_for_update().get(pk=link.pk)
    if link.state != PastedLink.State.WAITING:
        return link
    entry = _entry(link, seen)
    if entry is None:
        link.state, link.problem = PastedLink.State.REFUSED, seen.problem or "no_title"
    else:
        take_in_items(entries=[entry], stream=stream, actor=actor)
        link.item = Item.objects.filter(campaign_id=link.campaign_id, key=entry.key).first()
        link.state = PastedLink.State.DONE if link.item else PastedLink.State.REFUSED
        link.problem = "" if link.item else "no_title"
    link.save(update_fields=["state", "problem", "item"])
    return link


def _entry(link: PastedLink, seen: Seen) -> Entry | None:
    page = seen.page
    if page is None and not link.title:
        return None
    address = seen.address or link.address
    source = _source(link, address)
    said = Said(
        id="",
        title=link.title or (page.title if page else ""),
        lead=page.lead if page else "",
        link=address,
        published=page.published if page else "",
        language=page.language if page else "",
    )
    return clean(said, source_id="", name=source.name, key=source.key, language=source.language, at=now())


def _source(link: PastedLink, address: str) -> Source:
    """The source that is read at this site, if it is one alone; else the site by its name, which nobody can borrow."""
    host = host_of(address)
    feeds = Feed.objects.filter(campaign_id=link.campaign_id).select_related("source")
    near = feeds.filter(address__icontains=host)[:50]
    sources = {feed.source for feed in near if host_of(feed.address) == host}
    if len(sources) == 1:
        source: Source = sources.pop()
        return source
    key = fold(host)
    there = Source.objects.filter(campaign_id=link.campaign_id, key=key).first()
    return there or Source(campaign_id=link.campaign_id, key=key, name=host)
