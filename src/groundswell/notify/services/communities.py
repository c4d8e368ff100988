"""Lets members choose what they hear of a community's threads, and gives a digest to those who never chose anything."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community, Membership
from groundswell.communities.selectors import is_in
from groundswell.kit.actor import Actor
from groundswell.kit.errors import BadInput, allow, not_here
from groundswell.notify.events import CommunityHeard
from groundswell.notify.models import CommunityWish, Notice, Preference
from groundswell.notify.policies import can_follow, can_tell_members
from groundswell.notify.reasons import THREADS
from groundswell.notify.services.choosing import preferences_for
from groundswell.pulse.log import record

READY_FOR_THREADS = "notify.make_ready_for_threads"
A_BATCH = 1000


@transaction.atomic
def hear_community(*, community: Community, choice: str, actor: Actor) -> CommunityWish:
    """Choose for one of one's communities: with the digest, only when named, or nothing."""
    allow(can_follow(actor) and is_in(actor, community.pk))
    member_id = actor.member_id or not_here()
    if choice not in CommunityWish.Choice.values:
        raise BadInput(_("Choose what you want to hear."), field="choice")
    kept, fresh = CommunityWish.objects.select_for_update(of=("self",)).get_or_create(
        campaign_id=community.campaign_id, community=community, member_id=member_id, defaults={"choice": choice}
    )
    if not fresh and kept.choice == choice:
        return kept
    if not fresh:
        kept.choice = choice
        kept.save(update_fields=["choice"])
    if choice != CommunityWish.Choice.DIGEST:
        waiting = Notice.objects.filter(member_id=member_id, topic=THREADS, about_id=community.pk, parcels=None)
        waiting.filter(pace=Preference.Pace.DIGEST).update(pace=Preference.Pace.BELL)
    record(CommunityHeard(choice=choice), actor=actor, subject=kept)
    return kept


def hear_only_when_named(*, member_id: uuid.UUID) -> None:
    """Choose "only when named" for every community somebody is in; part of a deed that has authorised it."""
    kept = CommunityWish.objects.filter(member_id=member_id, choice=CommunityWish.Choice.DIGEST)
    kept.update(choice=CommunityWish.Choice.MENTIONS)
    places = Membership.objects.filter(member_id=member_id, state=Membership.State.IN).values_list(
        "campaign_id", "community_id"
    )
    only = CommunityWish.Choice.MENTIONS
    rows = [CommunityWish(campaign_id=one, community_id=place, member_id=member_id, choice=only) for one, place in places]
    CommunityWish.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def make_ready_for_threads(*, campaign: Campaign, community_id: uuid.UUID, actor: Actor) -> int:
    """Give a batch of those in a community who never chose how to hear the digest everyone has; returns how many."""
    allow(can_tell_members(actor))
    known = Preference.objects.filter(member_id=OuterRef("member_id"))
    inside = Membership.objects.filter(community_id=community_id, state=Membership.State.IN)
    without = list(inside.filter(~Exists(known)).values_list("member_id", flat=True)[:A_BATCH])
    preferences_for(campaign=campaign, members=without)
    return len(without)
