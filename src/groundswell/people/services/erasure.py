"""Erases people: what is personal goes, what they contributed stays, by a former member."""

from __future__ import annotations

import uuid
from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings

from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.db import as_system, scope
from groundswell.kit.errors import allow
from groundswell.people.events import MemberErased
from groundswell.people.models import Account, Consent, Knows, Member, Person
from groundswell.people.policies import can_erase
from groundswell.people.services.joining import withdraw
from groundswell.people.services.roles import end_all_roles
from groundswell.pulse.log import record

COMING_BACK = timedelta(days=30)  # how long someone who left may come back to what they said of themselves


def erase_member(*, member: Member, actor: Actor) -> None:
    """Erase a member: name, place, reason, subjects, the way to a person; and the account, if it is used nowhere else."""
    allow(can_erase(actor, member))
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    account_id = member.account_id
    # Nobody is kept because of a role: someone who is erased as time is up left long ago; others are asked to hand over.
    end_all_roles(member=member, actor=actor, may_be_last=actor.is_machine)
    withdraw(member=member)
    Knows.objects.filter(member=member).delete()
    Consent.objects.filter(person_id=member.person_id).update(person=None)
    Person.objects.filter(pk=member.person_id).update(name="", place="", erased_at=now())
    member.account, member.why, member.language = None, "", ""
    member.left_at = member.left_at or now()
    member.save(update_fields=["account", "why", "language", "left_at"])
    record(MemberErased(asked=not actor.is_machine), actor=actor, subject=member)
    if account_id is not None:
        _delete_account_without_members(account_id)


def _delete_account_without_members(account_id: uuid.UUID) -> None:
    with as_system():
        if Member.objects.filter(account_id=account_id).exists():
            return
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    for one in UserSession.objects.filter(user_id=account_id):
        sessions.delete(one.session_key)
    Account.objects.filter(pk=account_id).delete()


def erase_those_who_left(*, limit: int = 500) -> int:
    """Erase everyone whose time to come back is over, in each campaign; returns how many there were."""
    with as_system():
        gone = Member.objects.filter(left_at__lt=now() - COMING_BACK, account__isnull=False).order_by("left_at")
        found = list(gone.values_list("campaign_id", "pk")[:limit])
    for campaign_id, member_id in found:
        with scope(campaign_id):
            erase_member(member=Member.objects.get(pk=member_id), actor=machine(campaign_id))
    return len(found)
