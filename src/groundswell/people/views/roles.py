"""Who looks after a thing: listed for everyone where they act, and shared, handed over and laid down there."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.kit.limits import spend_all
from groundswell.people import limits
from groundswell.people.policies import LEADING
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.people.selectors import grant_at, keepers, member_at, members_named
from groundswell.people.services import end_role, grant_role, hand_over_role


def stewards(request: CampaignRequest) -> HttpResponse:
    """Show who looks after the campaign."""
    return roles(request, "campaign", request.campaign.pk)


def roles(request: CampaignRequest, thing: str, thing_id: uuid.UUID) -> HttpResponse:
    """Show who looks after a thing; those who do find here whom to share it with."""
    found = keepers(request.campaign, request.actor, thing, thing_id)
    words = request.GET.get("name", "")
    members = members_named(request.actor, words)[:20] if found.leads and words else []
    return render(request, "people/roles.html", {"keepers": found, "words": words, "members": members})


@members_only
@require_POST
def share(request: CampaignRequest, thing: str, thing_id: uuid.UUID) -> HttpResponse:
    """Share one's role over a thing with another member, and keep it."""
    spend_all(limits.CHANGING_ROLES, request=request, actor=request.actor)
    member = member_at(request.actor, _member_id(request))
    role = LEADING.get(thing, "")
    grant_role(member=member, role=role, thing=thing, thing_id=thing_id, actor=request.actor)
    messages.success(request, _("%(name)s holds the role from now on.") % {"name": member.display_name})
    return redirect(address(request.campaign, "people:roles", thing, thing_id))


@members_only
@require_POST
def hand_over(request: CampaignRequest, grant: uuid.UUID) -> HttpResponse:
    """Hand one's own role over to another member."""
    spend_all(limits.CHANGING_ROLES, request=request, actor=request.actor)
    found = grant_at(grant)
    member = member_at(request.actor, _member_id(request))
    hand_over_role(grant=found, member=member, actor=request.actor)
    messages.success(request, _("%(name)s holds the role now, and you do no longer.") % {"name": member.display_name})
    return redirect(address(request.campaign, "people:roles", found.thing, found.thing_id))


@members_only
@require_POST
def end(request: CampaignRequest, grant: uuid.UUID) -> HttpResponse:
    """Lay a role down, or take back one that one gave."""
    found = grant_at(grant)
    end_role(grant=found, actor=request.actor)
    messages.success(request, _("The role is ended."))
    return redirect(address(request.campaign, "people:roles", found.thing, found.thing_id))


def _member_id(request: CampaignRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("member", ""))
    except ValueError:
        not_here()
