"""Reads off the pulse what members should hear, and keeps the watches true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community, Membership
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.jobs import enqueue
from groundswell.notify.alerts import look_at_story
from groundswell.notify.merge_news import SETTLES
from groundswell.notify.own_news import OF_KIND, pass_on_news
from groundswell.notify.services.choosing import preferences_for
from groundswell.notify.services.communities import READY_FOR_THREADS
from groundswell.notify.services.forgetting import forget_member
from groundswell.notify.services.reading import settle_for_all
from groundswell.notify.services.watching import watch_member
from groundswell.notify.standing import fresh_story
from groundswell.people.models import Member
from groundswell.people.selectors import subjects_of
from groundswell.pulse.reading import Row
from groundswell.wire.models import GroundReport

OF_STORIES = {"wire.story_opened", "wire.story_grown", "wire.touches_found", "wire.story_touch_said"}
OF_SEEN = {"wire.report_confirmed"}
OF_ONES_OWN = set(OF_KIND)
OF_WATCHES = {"people.member_joined", "people.profile_changed", "people.member_left"}
OF_THREADS = {"communities.thread_started"}
OF_ENTERED = {"communities.member_entered"}
OF_ERASED = {"people.member_erased"}
OLD = timedelta(hours=24)  # a log read again from its start, or restored, wakes nobody


def hear_of_story(row: Row) -> None:
    """Tell whom a story that came in or grew concerns."""
    story = fresh_story(row.subject_id, at=now()) if now() - row.at < OLD else None
    if story is not None:
        look_at_story(campaign=_campaign(row), story=story, actor=machine(row.campaign_id))


def hear_of_seen(row: Row) -> None:
    """Somebody saw it too: the story of a ground report may weigh more now."""
    found = GroundReport.objects.filter(pk=row.subject_id, item__isnull=False).values_list("item__story_id", flat=True).first()
    if found is not None:
        hear_of_story(replace(row, subject_id=found))


def hear_of_ones_own(row: Row) -> None:
    """Tell those whose own thing moved; what one of several has done waits for the others no longer."""
    if topic := SETTLES.get(row.kind):
        settle_for_all(topic=topic, thing_id=row.subject_id, actor=machine(row.campaign_id))
    if now() - row.at < OLD:
        pass_on_news(row=row, campaign=_campaign(row), actor=machine(row.campaign_id))


def prepare_threads(row: Row) -> None:
    """A community has something to read: everyone in it gets a digest, also who never chose how to hear."""
    enqueue(READY_FOR_THREADS, campaign_id=row.campaign_id, community_id=row.data["community"])


def prepare_entered(row: Row) -> None:
    """Somebody came in by themselves, or was let in, and hears with the digest from now on."""
    if row.data["state"] != Membership.State.IN:
        return
    by_themselves = Community.objects.filter(pk=row.subject_id, entry=Community.Entry.OPEN).exists()
    if row.actor_id and by_themselves:
        preferences_for(campaign=_campaign(row), members=[row.actor_id])
    else:
        enqueue(READY_FOR_THREADS, campaign_id=row.campaign_id, community_id=str(row.subject_id))


def keep_watch(row: Row) -> None:
    """Make the watches of a member anew."""
    member = Member.objects.filter(pk=row.subject_id, left_at=None).first()
    subjects = subjects_of(member) if member else []
    watch_member(campaign=_campaign(row), member_id=row.subject_id, subjects=subjects)


def forget(row: Row) -> None:
    """Let go of everything about somebody who was erased."""
    forget_member(member_id=row.subject_id, actor=machine(row.campaign_id))


def _campaign(row: Row) -> Campaign:
    return Campaign.objects.get(pk=row.campaign_id)
