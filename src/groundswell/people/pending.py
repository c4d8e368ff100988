"""What a visitor said on the join form: kept in their own session until the code they were sent has been typed in."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.kit.actor import Actor
from groundswell.kit.db import scope, take_turn
from groundswell.kit.errors import NotHere
from groundswell.people import arrivals, invitations, things
from groundswell.people.models import Account, Invite
from groundswell.people.selectors import invite_at, member_who_left, present_actor
from groundswell.people.services import join_campaign

_JOINING = "joining"
_UNDELIVERED = "code_undelivered"
KEPT = 60 * 60  # the whole session of a visitor who is joining ends after an hour, and what they said with it


def keep(request: HttpRequest, *, campaign: Campaign, said: dict[str, Any], target: str) -> None:
    """Keep the cleaned answers of the join form (with ``email`` and ``invite``) and where to go on afterwards."""
    way = {"campaign": campaign.slug, "campaign_name": campaign.name, "at": time.time(), "next": target}
    request.session[_JOINING] = {**said, **way}
    request.session.pop(_UNDELIVERED, None)
    request.session.set_expiry(KEPT)


def campaign_name(request: HttpRequest) -> str:
    """Return the name of the campaign that the visitor is joining, or an empty string."""
    return str((request.session.get(_JOINING) or {}).get("campaign_name", ""))


def finish(request: HttpRequest, account: Account) -> str:
    """Let whoever was on the way to join, and has now shown the address to be theirs, join; return where to go on."""
    said = request.session.pop(_JOINING, None)
    request.session.pop(_UNDELIVERED, None)
    if not said or said["email"] != account.email or time.time() - said["at"] > KEPT:
        return ""
    campaign = campaign_at(said["campaign"])
    if campaign is None:
        return ""
    with scope(campaign.pk):
        return join(request, campaign=campaign, account=account, said=said, target=said["next"])


def join(request: HttpRequest, *, campaign: Campaign, account: Account, said: dict[str, Any], target: str) -> str:
    """Make the account's owner a member with what the form said, through their invite when there is one."""
    invite = open_invite(said.get("invite", ""))
    take_turn(f"join {account.pk}")  # of two presses at once the second finds a member
    before = present_actor(campaign.pk, account.pk)
    came_by = "" if before.is_member or member_who_left(before) else said.get("by", "")
    member = join_campaign(
        campaign=campaign,
        account=account,
        name=said["name"],
        place=said.get("place", ""),
        why=said.get("why", ""),
        knows=said.get("knows", []),
        language=said.get("language", ""),
        invited_by=invite.made_by if invite else None,
        actor=Actor(campaign_id=campaign.pk, account_id=account.pk),
    )
    arrivals.tell(came_by, member)
    words = _("Welcome to %(campaign)s, %(name)s.") % {"campaign": campaign.name, "name": member.display_name}
    messages.success(request, words)
    entered = come_in(campaign, present_actor(campaign.pk, account.pk), invite) if invite else ""
    return target or entered or address(campaign, "home")


def come_in(campaign: Campaign, actor: Actor, invite: Invite) -> str:
    """Let a member into what the invite leads to; return its page."""
    try:
        invitations.enter(invite.thing, invite.thing_id, invited_by=invite.made_by, actor=actor)
    except NotHere:  # the thing is gone, the campaign is still there
        return ""
    found = things.thing(campaign, actor, invite.thing, invite.thing_id)
    return found.href if found else ""


def open_invite(code: str) -> Invite | None:
    """Return an invite that still lets people in, or None."""
    try:
        return invite_at(code) if code else None
    except NotHere:
        return None


def note_undelivered(request: HttpRequest) -> None:
    """Remember that the mail server did not take the code, so that the code page says so."""
    request.session[_UNDELIVERED] = True
    request.session.save()  # after the commit: the answer, and the session with it, is already written


def undelivered(request: HttpRequest) -> bool:
    """Whether the last code could not be sent."""
    return bool(request.session.get(_UNDELIVERED))
