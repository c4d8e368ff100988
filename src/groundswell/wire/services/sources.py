"""Adds sources, changes what is said of them, and lets them be read or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import passage
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire.events import SourceAdded, SourceChanged, SourcePaused, SourceRemoved, SourceResumed
from groundswell.wire.feeds.addresses import pasted
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.models import Feed, Item, Source
from groundswell.wire.policies import can_add_source, can_change_source
from groundswell.wire.services.counting import count_stories
from groundswell.wire.services.entering import (
    NOT_COUNTED,
    campaign_of,
    checked_kind,
    checked_language,
    checked_name,
    enter_feed,
    feed_at,
    source_named,
)
from groundswell.wire.services.stream import CampaignStream

ADDINGS = Limit("add a source", 60, DAY)
_RECOUNTED = 2_000
_WORDS = 5_000


@transaction.atomic
def add_source(*, address: str, name: str = "", kind: str = "news", language: str = "", site: str = "", actor: Actor) -> Source:
    """Add a source by any address of it: a feed, or a page of its site. What is read already is returned as it is."""
    allow(can_add_source(actor))
    found = _address(address)
    there = feed_at(campaign_id=campaign_of(actor=actor), address=found)
    if there is not None:
        source: Source = there.source
        return source
    member = member_of(actor)
    spend(ADDINGS, str(member.pk))
    source = source_named(member_id=member.pk, name=name, kind=kind, language=language, address=found, site=site, actor=actor)
    enter_feed(source=source, address=found, member_id=member.pk)
    record(SourceAdded(feeds=1), actor=actor, subject=source)
    return source


@transaction.atomic
def add_feed(*, source: Source, address: str, actor: Actor) -> Feed:
    """Add one more feed of an outlet that is there."""
    allow(can_add_source(actor))
    found = _address(address)
    if there := feed_at(campaign_id=source.campaign_id, address=found):
        if there.source_id != source.pk:
            raise BadInput(_("This address is read already, as %(name)s.") % {"name": there.source.name}, field="address")
        return there
    member = member_of(actor)
    spend(ADDINGS, str(member.pk))
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    if source.removed_at is not None:
        source.removed_at = None
        source.save(update_fields=["removed_at"])
    feed = enter_feed(source=source, address=found, member_id=member.pk)
    record(SourceAdded(feeds=1), actor=actor, subject=source)
    return feed


@dataclass(frozen=True, slots=True)
class About:
    """What members say of a source."""

    name: str
    kind: str
    language: str
    counts: bool
    keep_words: str
    drop_words: str


@transaction.atomic
def change_source(*, source: Source, about: About, actor: Actor) -> Source:
    """Change what is said of a source; stories are counted anew where it begins or ceases to count."""
    allow(can_change_source(actor, source))
    # The stream's lock first, as everybody who takes items in: the stories' figures are written under it.
    CampaignStream(source.campaign_id).lock()
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    name, key = checked_name(text=about.name, empty=_("Give the source a name."))
    if Source.objects.filter(campaign_id=source.campaign_id, key=key).exclude(pk=source.pk).exists():
        raise BadInput(_("There is a source of this name already. Add this address to it on its own page."), field="name")
    counts = about.counts and about.kind not in NOT_COUNTED
    recount = source.counts != counts
    source.is_named = source.is_named or key != source.key
    source.name, source.key, source.kind, source.counts = name, key, checked_kind(kind=about.kind), counts
    source.language = checked_language(code=about.language)
    source.keep_words = passage(about.keep_words, limit=_WORDS, field="keep_words")
    source.drop_words = passage(about.drop_words, limit=_WORDS, field="drop_words")
    source.save(update_fields=["name", "key", "is_named", "kind", "counts", "language", "keep_words", "drop_words"])
    if recount:
        _count_again(source)
    record(SourceChanged(kind=source.kind, counts=source.counts), actor=actor, subject=source)
    return source


@transaction.atomic
def pause_source(*, source: Source, actor: Actor) -> None:
    """Read none of its feeds until somebody resumes it."""
    allow(can_change_source(actor, source))
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    reading = Feed.objects.filter(campaign_id=source.campaign_id, source=source)
    if reading.exclude(state=Feed.State.PAUSED).update(state=Feed.State.PAUSED):
        record(SourcePaused(), actor=actor, subject=source)


@transaction.atomic
def resume_source(*, source: Source, actor: Actor) -> None:
    """Read its feeds again, at once; what was wrong before is looked at afresh."""
    allow(can_change_source(actor, source))
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    feeds = Feed.objects.filter(campaign_id=source.campaign_id, source=source)
    if feeds.update(state=Feed.State.NEW, failures=0, problem="", next_at=now()):
        record(SourceResumed(), actor=actor, subject=source)


@transaction.atomic
def remove_source(*, source: Source, actor: Actor) -> None:
    """Read it no more, and list it no more; what it told stays in its stories."""
    allow(can_change_source(actor, source))
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    Feed.objects.filter(campaign_id=source.campaign_id, source=source).delete()
    if source.removed_at is None:
        source.removed_at = now()
        source.save(update_fields=["removed_at"])
        record(SourceRemoved(), actor=actor, subject=source)


def _address(text: str) -> str:
    try:
        return pasted(text)
    except CannotUse as refusal:
        raise BadInput(refusal.words, field="address") from refusal


def _count_again(source: Source) -> None:
    stories = list(
        Item.objects.filter(campaign_id=source.campaign_id, source=source)
        .order_by()
        .values_list("story_id", flat=True)
        .distinct()
    )
    for start in range(0, len(stories), _RECOUNTED):
        count_stories(campaign_id=source.campaign_id, stories=stories[start : start + _RECOUNTED])
