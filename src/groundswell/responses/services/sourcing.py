"""Has the pages looked at that answers name as sources: each link once, by the wire's own fetcher, and again if it failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import TooMany, allow, not_here
from groundswell.kit.ids import uuid7
from groundswell.kit.jobs import enqueue
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import plain
from groundswell.pulse.log import record
from groundswell.responses.content import Source
from groundswell.responses.models import SourcePage
from groundswell.responses.policies import can_look_at_source, can_name_sources
from groundswell.responses.set_apart_events import SourceLookedAt
from groundswell.responses.source_models import EXCERPT, TITLE, UNREADABLE, key_of

LOOK = "responses.look_at_source"
LOOKS = Limit("have a source looked at", times=200, seconds=DAY)
AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
LOST = timedelta(hours=1)  # a look that has not ended by then never will: its job failed, or was lost
# What another try will not change: the address itself, or what its site wishes.
FOR_GOOD = frozenset({"address", "forbidden", "robots", "kept_out", "gone", "too_big", *UNREADABLE})


@dataclass(frozen=True, slots=True)
class Read:
    """What was found at a link: title and first words, or why it could not be read."""

    title: str = ""
    lead: str = ""
    problem: str = ""


@transaction.atomic
def name_sources(*, sources: Iterable[Source], actor: Actor) -> int:
    """Ask for the pages of these sources that nobody looked at yet; return how many. No deed of its own: it comes with one.

    Only of what others read: a site that is asked for a page learns that somebody names it.
    """
    allow(can_name_sources(actor))
    asked = {key_of(one.url): one.url for one in sources}
    campaign_id = actor.campaign_id or not_here()
    known = set(SourcePage.objects.filter(key__in=asked).values_list("key", flat=True)) if asked else set()
    fresh = [key for key in asked if key not in known]
    try:
        for _one in fresh:
            spend(LOOKS, str(actor.member_id))
    except TooMany:
        return 0  # they are asked for when they are named again
    row = {"campaign_id": campaign_id, "asked_at": now(), "again_at": now() + LOST}
    pages = [SourcePage(id=uuid7(), key=key, url=asked[key], **row) for key in fresh]
    SourcePage.objects.bulk_create(pages, ignore_conflicts=True)  # somebody else may name the same link this moment
    for page in SourcePage.objects.filter(pk__in=[one.pk for one in pages]):
        enqueue(LOOK, campaign_id=page.campaign_id, page=str(page.pk))
    return len(pages)


@transaction.atomic
def note_source(*, page: SourcePage, read: Read, actor: Actor) -> SourcePage:
    """Keep what was found at a link; what failed is tried again a few times, further apart each time."""
    allow(can_look_at_source(actor))
    page = SourcePage.objects.select_for_update().get(pk=page.pk)
    if page.state == SourcePage.State.READ:
        return page
    page.title, page.excerpt = plain(read.title, limit=TITLE), plain(read.lead, limit=EXCERPT)
    page.problem = read.problem or ("" if page.title or page.excerpt else "no_title")
    page.state = SourcePage.State.FAILED if page.problem else SourcePage.State.READ
    page.again_at = now() + AGAIN[page.tries] if _is_tried_again(page) else None
    page.tries, page.looked_at = page.tries + 1, now()
    page.save(update_fields=["title", "excerpt", "problem", "state", "again_at", "tries", "looked_at"])
    record(SourceLookedAt(was_read=not page.problem), actor=actor, subject=page)
    return page


@transaction.atomic
def ask_again(*, actor: Actor, most: int = 50) -> int:
    """Have those pages looked at again whose time has come; return how many. Not on the pulse: nothing happened yet.

    Among them is what was asked for and never came back; so each has a next time until it was looked at.
    """
    allow(can_look_at_source(actor))
    due = SourcePage.objects.filter(again_at__lte=now()).order_by("again_at").select_for_update(skip_locked=True)[:most]
    pages = list(due)
    for page in pages:
        page.again_at = now() + LOST
        page.save(update_fields=["again_at"])
        enqueue(LOOK, campaign_id=page.campaign_id, page=str(page.pk))
    return len(pages)


def _is_tried_again(page: SourcePage) -> bool:
    return bool(page.problem) and page.problem not in FOR_GOOD and page.tries < len(AGAIN)
