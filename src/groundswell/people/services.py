"""Takes people in, and gives and ends roles over one thing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.text import paragraphs, plain
from groundswell.people.events import MemberJoined, RoleGranted
from groundswell.people.models import Account, Consent, Knows, Member, Person, RoleGrant
from groundswell.people.policies import can_grant_role
from groundswell.pulse.log import record

CONSENT_WORDING = "2026-11"


def join_campaign(
    *,
    campaign: Campaign,
    account: Account,
    name: str,
    place: str = "",
    why: str = "",
    knows: Sequence[str] = (),
    language: str = "",
    invited_by: Member | None = None,
    actor: Actor,
) -> Member:
    """Make the account's owner a member (again, if they had left); they consented on the form that leads here."""
    at = now()
    member = Member.objects.select_for_update().filter(campaign=campaign, account=account).first()
    if member is not None and member.left_at is None:
        return member
    if member is None:
        person = Person.objects.create(
            campaign=campaign, name=plain(name, limit=80), place=plain(place, limit=80), created_at=at
        )
        member = Member.objects.create(
            campaign=campaign,
            person=person,
            account=account,
            why=paragraphs(why, limit=500),
            language=language,
            invited_by=invited_by,
            joined_at=at,
        )
    else:
        member.left_at, member.joined_at = None, at
        member.save(update_fields=["left_at", "joined_at"])
    subjects = dict.fromkeys(subject for raw in knows if (subject := plain(raw, limit=60).lower()))
    Knows.objects.bulk_create(
        [Knows(campaign=campaign, member=member, subject=subject) for subject in list(subjects)[:5]], ignore_conflicts=True
    )
    Consent.objects.create(campaign=campaign, person=member.person, purpose="membership", wording=CONSENT_WORDING, given_at=at)
    record(MemberJoined(invited_by=invited_by.pk if invited_by else None), actor=actor, subject=member)
    return member


def grant_role(*, member: Member, role: str, thing: str, thing_id: uuid.UUID, actor: Actor) -> RoleGrant:
    """Give a member a role over one thing."""
    allow(can_grant_role(actor, thing, thing_id))
    grant, fresh = RoleGrant.objects.get_or_create(
        campaign_id=member.campaign_id,
        member=member,
        role=role,
        thing=thing,
        thing_id=thing_id,
        ended_at=None,
        defaults={"granted_by_id": actor.member_id, "granted_at": now()},
    )
    if fresh:
        record(RoleGranted(member=member.pk, role=role, thing=thing, thing_id=thing_id), actor=actor, subject=member)
    return grant


def make_steward(*, member: Member) -> RoleGrant:
    """Give the campaign's founder the first steward's role."""
    return grant_role(
        member=member,
        role="steward",
        thing="campaign",
        thing_id=member.campaign_id,
        actor=machine(member.campaign_id),
    )
