"""Takes people into a campaign and lets them go."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.text import paragraphs, plain
from groundswell.people.events import MemberJoined, MemberLeft
from groundswell.people.models import Account, Consent, Invite, Member, Person
from groundswell.people.policies import can_leave
from groundswell.people.services.profile import write_subjects
from groundswell.people.services.roles import end_all_roles
from groundswell.pulse.log import record

CONSENT_WORDING = "2026-11"  # which wording of the consent sentence people agree to; a new sentence gets a new name


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
    Account.objects.select_for_update().get(pk=account.pk)  # two presses of one button are one after the other
    member = Member.objects.select_related("person").filter(campaign=campaign, account=account).first()
    if member is not None and member.left_at is None:
        return member
    name = plain(name, limit=80)
    if not name:
        raise BadInput(_("Tell us what to call you."), field="name")
    person = _person(campaign, member, name=name, place=place)
    member = _member(member, person, account, why=why, language=language, invited_by=invited_by)
    write_subjects(member=member, knows=knows)
    Consent.objects.create(
        campaign=campaign, person=person, purpose="membership", wording=CONSENT_WORDING, given_at=member.joined_at
    )
    record(MemberJoined(invited_by=invited_by.pk if invited_by else None), actor=actor, subject=member)
    return member


def _person(campaign: Campaign, before: Member | None, *, name: str, place: str) -> Person:
    place = plain(place, limit=80)
    if before is None:
        return Person.objects.create(campaign=campaign, name=name, place=place, created_at=now())
    person: Person = before.person
    person.name, person.place = name, place or person.place
    person.save(update_fields=["name", "place"])
    return person


def _member(
    before: Member | None, person: Person, account: Account, *, why: str, language: str, invited_by: Member | None
) -> Member:
    why = paragraphs(why, limit=500)
    if before is None:
        return Member.objects.create(
            campaign_id=person.campaign_id,
            person=person,
            account=account,
            why=why,
            language=language,
            invited_by=invited_by,
            joined_at=now(),
        )
    before.left_at, before.joined_at, before.why = None, now(), why or before.why
    before.save(update_fields=["left_at", "joined_at", "why"])
    return before


def leave_campaign(*, member: Member, actor: Actor) -> None:
    """Leave; roles and invites end, consent is taken back, and what one said of oneself is kept for a while to come back to."""
    allow(can_leave(actor, member))
    roles = end_all_roles(member=member, actor=actor)
    withdraw(member=member)
    member.left_at = now()
    member.save(update_fields=["left_at"])
    record(MemberLeft(roles=roles), actor=actor, subject=member)


def withdraw(*, member: Member) -> None:
    """Take the consents back and end the invites of someone who goes."""
    Consent.objects.filter(person_id=member.person_id, withdrawn_at__isnull=True).update(withdrawn_at=now())
    Invite.objects.filter(made_by=member, ended_at__isnull=True).update(ended_at=now())
