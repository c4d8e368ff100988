"""Keeps accounts: an address that somebody said is theirs, until they show it with the code we sent there."""

from __future__ import annotations

import uuid
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.kit.clock import now
from groundswell.kit.db import as_system
from groundswell.kit.errors import NotHere, Refused
from groundswell.people.models import Account, Member

UNUSED = timedelta(days=1)


def prepare_account(*, email: str) -> Account:
    """Return the account of an address, made now if there is none; it is nobody's until a code has been typed in."""
    email = email.strip().lower()
    found = Account.objects.filter(email=email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Account.objects.create_user(email)
    except IntegrityError:  # the same address, in another request, at the same moment
        return Account.objects.get(email=email)


def change_address(*, account: Account, email: str) -> Account:
    """Let an account sign in with another address, which its owner has just shown to be theirs."""
    email = email.strip().lower()
    taken = Account.objects.filter(email=email).exclude(pk=account.pk).first()
    if taken is not None and taken.last_login is None and taken.pk not in _with_members([taken.pk]):
        taken.delete()  # somebody once typed the address in and never confirmed it
    elif taken is not None:
        raise Refused(_("You have another account with this address. Sign in there and delete it first, or keep both."))
    account.email = email
    account.save(update_fields=["email"])
    return account


def end_session(*, account: Account, session_id: int) -> None:
    """Sign out one of the browsers that an account is signed in on."""
    session = UserSession.objects.filter(pk=session_id, user_id=account.pk).first()
    if session is None:
        raise NotHere
    session.end()


def forget_unused_accounts(*, limit: int = 500) -> int:
    """Delete accounts that nobody ever signed in to and that belong to no member: addresses somebody may have made up."""
    waiting = Account.objects.filter(last_login__isnull=True, created_at__lt=now() - UNUSED)
    ids = list(waiting.order_by("created_at").values_list("pk", flat=True)[:limit])
    unused = set(ids) - _with_members(ids)
    Account.objects.filter(pk__in=unused).delete()
    return len(unused)


def _with_members(ids: list[uuid.UUID]) -> set[uuid.UUID | None]:
    with as_system():
        return set(Member.objects.filter(account_id__in=ids).values_list("account_id", flat=True))
