"""Reads off the pulse what members should hear, and keeps the watches true."""

from __future__ import annotations

from datetime import timedelta

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.notify.alerts import look_at_story
from groundswell.notify.models import Watch
from groundswell.notify.own_news import OF_KIND, pass_on_news
from groundswell.notify.services.forgetting import forget_member
from groundswell.notify.services.watching import watch_member, watch_thing
from groundswell.notify.standing import fresh_story
from groundswell.people.models import Member
from groundswell.people.selectors import subjects_of
from groundswell.pulse.reading import Row
from groundswell.strategy.models import Pillar

OF_STORIES = {"wire.story_opened", "wire.story_grown"}
OF_ONES_OWN = set(OF_KIND)
OF_WATCHES = {
    *("people.member_joined", "people.profile_changed", "people.member_left"),
    *("communities.community_founded", "communities.community_described"),
    *("strategy.pillar_ratified", "strategy.pillar_drafted"),
}
OF_ERASED = {"people.member_erased"}
OLD = timedelta(hours=24)  # a log read again from its start, or restored, wakes nobody


def hear_of_story(row: Row) -> None:
    """Tell whom a story that came in or grew concerns."""
    story = fresh_story(row.subject_id, at=now()) if now() - row.at < OLD else None
    if story is not None:
        look_at_story(campaign=_campaign(row), story=story, actor=machine(row.campaign_id))


def hear_of_ones_own(row: Row) -> None:
    """Tell those whose own thing moved."""
    if now() - row.at < OLD:
        pass_on_news(row=row, campaign=_campaign(row), actor=machine(row.campaign_id))


def keep_watch(row: Row) -> None:
    """Make the watches of a member, a community or a pillar anew."""
    room = row.kind.partition(".")[0]
    campaign = _campaign(row)
    if room == "people":
        member = Member.objects.filter(pk=row.subject_id, left_at=None).first()
        watch_member(campaign=campaign, member_id=row.subject_id, subjects=subjects_of(member) if member else [])
    elif room == "communities":
        one = Community.objects.filter(pk=row.subject_id).first()
        is_place = one is not None and one.kind == Community.Kind.PLACE
        name = ((is_place and one.place) or one.name) if one else ""
        watch_thing(campaign=campaign, of=Watch.Of.COMMUNITY, thing_id=row.subject_id, name=name, is_place=is_place)
    else:
        pillar = Pillar.objects.filter(pk=row.subject_id).exclude(state=Pillar.State.DISCARDED).first()
        title = pillar.title if pillar else ""
        watch_thing(campaign=campaign, of=Watch.Of.PILLAR, thing_id=row.subject_id, name=title)


def forget(row: Row) -> None:
    """Let go of everything about somebody who was erased."""
    forget_member(member_id=row.subject_id, actor=machine(row.campaign_id))


def _campaign(row: Row) -> Campaign:
    return Campaign.objects.get(pk=row.campaign_id)
