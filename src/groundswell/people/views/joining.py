"""Joining: one form, then one code by mail; one press for those who are signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from groundswell.campaigns.addresses import address
from groundswell.kit.limits import spend_all
from groundswell.people import codes, limits, pending, things
from groundswell.people.arrivals import CODE
from groundswell.people.forms import JoinByMailForm, JoinForm
from groundswell.people.mailbox import check_mail
from groundswell.people.models import Account
from groundswell.people.requests import CampaignRequest, same_site
from groundswell.people.selectors import invite_at, known_of_joiner
from groundswell.people.services import prepare_account


@never_cache
def join(request: CampaignRequest) -> HttpResponse:
    """Show the form, or take what it says; a member is already where this leads."""
    target = same_site(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.actor.is_member:
        return redirect(target or address(request.campaign, "home"))
    kind = JoinForm if request.actor.account_id else JoinByMailForm
    if request.method != "POST":
        way = {"next": target, "by": request.GET.get("by", "")[:CODE]}
        return _page(request, kind(initial={**known_of_joiner(request.actor), **way}))
    spend_all(limits.JOINING, request=request, actor=request.actor)
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    go_on = _join_now if request.actor.account_id else _send_code
    return go_on(request, _said(form), target)


@never_cache
def invite(request: CampaignRequest, code: str) -> HttpResponse:
    """Show who invites and into what; whoever is a member comes in with one press, anyone else with the join form."""
    found = invite_at(code)
    if not request.actor.is_member:
        known = {**known_of_joiner(request.actor), "invite": code}
        return _page(request, (JoinForm if request.actor.account_id else JoinByMailForm)(initial=known))
    if request.method == "POST":
        entered = pending.come_in(request.campaign, request.actor, found)
        return redirect(entered or address(request.campaign, "home"))
    thing = things.thing(request.campaign, request.actor, found.thing, found.thing_id)
    own = found.made_by_id == request.actor.member_id
    return render(request, "people/invited.html", {"invite": found, "thing": thing, "own": own})


def _said(form: JoinForm) -> dict[str, Any]:
    """Return what the form says as plain values, with the language it was read in."""
    kept = ("name", "place", "why", "knows", "invite", "by", "email")
    said = {field: form.cleaned_data[field] for field in kept if field in form.cleaned_data}
    return {**said, "language": get_language() or settings.LANGUAGE_CODE}


def _join_now(request: CampaignRequest, said: dict[str, Any], target: str) -> HttpResponse:
    assert isinstance(request.user, Account)
    return redirect(pending.join(request, campaign=request.campaign, account=request.user, said=said, target=target))


def _send_code(request: CampaignRequest, said: dict[str, Any], target: str) -> HttpResponse:
    """Send a code; a known address and a new one are answered alike, and each gets a code."""
    check_mail()
    said["email"] = said["email"].lower()
    spend_all(limits.ASKING_FOR_CODES, request=request, actor=request.actor, key=said["email"])
    pending.keep(request, campaign=request.campaign, said=said, target=target)
    codes.send(request, account=prepare_account(email=said["email"]))
    return redirect("account_confirm_login_code")


def _page(request: CampaignRequest, form: JoinForm, status: int = 200) -> HttpResponse:
    found = pending.open_invite(str(form["invite"].value() or ""))
    thing = things.thing(request.campaign, request.actor, found.thing, found.thing_id) if found else None
    more = any(form[field].value() or form[field].errors for field in ("place", "why", "knows"))
    said = {"form": form, "invite": found, "thing": thing, "more": more}
    return render(request, "people/join.html", said, status=status)
