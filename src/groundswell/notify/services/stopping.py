"""The one list of addresses that get nothing: by one press, without signing in, whoever the address belongs to later."""

from __future__ import annotations

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.notify.events import MailResumed, MailStopped
from groundswell.notify.models import Preference, Suppression
from groundswell.notify.scrambling import key_of
from groundswell.people.models import Account
from groundswell.pulse.log import record


@transaction.atomic
def stop_mail(*, preference: Preference, actor: Actor, reason: str = "asked") -> None:
    """Put the member's address on the list; pressed twice, it is on it once. Whoever holds the signed link may."""
    account = _account(preference)
    if account is None:
        return
    _row, fresh = Suppression.objects.get_or_create(
        campaign_id=preference.campaign_id, key=key_of(account.email), defaults={"reason": reason, "since": now()}
    )
    if fresh:
        record(MailStopped(), actor=actor, subject=preference)


@transaction.atomic
def resume_mail(*, preference: Preference, actor: Actor) -> None:
    """Take the member's own address off the list again; only they can."""
    allow(actor.is_member and actor.member_id == preference.member_id)
    account = _account(preference)
    if account is not None and Suppression.objects.filter(key=key_of(account.email)).delete()[0]:
        record(MailResumed(), actor=actor, subject=preference)


def _account(preference: Preference) -> Account | None:
    return Account.objects.filter(members=preference.member_id).first()
