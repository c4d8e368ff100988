"""Coming in, leaving, letting in, hosting."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities import selectors, services, shown
from groundswell.communities.models import Community, Membership
from groundswell.kit import slots
from groundswell.people.requests import CampaignRequest, members_only


def _found(request: CampaignRequest, slug: str) -> Community:
    return selectors.community_at(request.campaign, slug, request.actor)


def _back(request: CampaignRequest, page: str, slug: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address(request.campaign, page, slug))


@members_only
def members(request: CampaignRequest, slug: str) -> HttpResponse:
    """Show who is in a community, and to its hosts who asks."""
    told = shown.members(_found(request, slug), request.actor, request.GET)
    known = slots.facts("communities.members.earned", request, members=[one.member_id for one in told["rows"]])
    return render(request, "communities/members.html", {**told, "earned": known.get("earned", {})})


@members_only
@require_POST
def enter_community(request: CampaignRequest, slug: str) -> HttpResponse:
    """Come in, or ask."""
    found = services.enter_community(community=_found(request, slug), actor=request.actor)
    words = _("You are in.") if found.state == Membership.State.IN else _("You have asked. A host will let you in.")
    return _back(request, "communities:community", slug, words)


@members_only
@require_POST
def leave_community(request: CampaignRequest, slug: str) -> HttpResponse:
    """Leave, or take one's asking back."""
    services.leave_community(community=_found(request, slug), actor=request.actor)
    return _back(request, "communities:community", slug, _("You are out. You can come back whenever you like."))


@members_only
@require_POST
def let_in(request: CampaignRequest, slug: str, member: uuid.UUID) -> HttpResponse:
    """Let someone in who asked."""
    services.let_in(community=_found(request, slug), member_id=member, actor=request.actor)
    return _back(request, "communities:members", slug, _("They are in."))


@members_only
@require_POST
def turn_away(request: CampaignRequest, slug: str, member: uuid.UUID) -> HttpResponse:
    """Do not let someone in."""
    services.turn_away(community=_found(request, slug), member_id=member, actor=request.actor)
    return _back(request, "communities:members", slug, _("They are not let in. They may ask again."))


@members_only
@require_POST
def add_host(request: CampaignRequest, slug: str, member: uuid.UUID) -> HttpResponse:
    """Let another member host as well."""
    services.add_host(community=_found(request, slug), member_id=member, actor=request.actor)
    return _back(request, "communities:members", slug, _("They host this community as well from now on."))


@members_only
@require_POST
def hand_over(request: CampaignRequest, slug: str, member: uuid.UUID) -> HttpResponse:
    """Hand hosting to another member."""
    services.hand_over(community=_found(request, slug), member_id=member, actor=request.actor)
    return _back(request, "communities:community", slug, _("You have handed hosting over. Thank you for what you did."))


@members_only
@require_POST
def step_down(request: CampaignRequest, slug: str) -> HttpResponse:
    """Lay hosting down."""
    services.step_down(community=_found(request, slug), actor=request.actor)
    return _back(request, "communities:community", slug, _("You host it no longer. Thank you for what you did."))


@members_only
@require_POST
def wake_community(request: CampaignRequest, slug: str) -> HttpResponse:
    """Wake what nobody hosts."""
    services.wake_community(community=_found(request, slug), actor=request.actor)
    return _back(request, "communities:community", slug, _("It is awake, and you host it."))
