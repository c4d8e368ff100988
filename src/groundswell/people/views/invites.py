"""The links a member invites others by, and their pictures."""

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
from groundswell.people.qr import qr_svg
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.people.selectors import invite_at, invite_by, invited_by, invites_shown, member_of
from groundswell.people.services import end_invite, make_invite


@members_only
def invites(request: CampaignRequest) -> HttpResponse:
    """Show one's own links, each with its picture, and how many came."""
    member = member_of(request.actor)
    shown = invites_shown(request.campaign, request.actor, member)
    links = {one.invite.pk: _link(request, one.invite.code) for one in shown}
    return render(request, "people/invites.html", {"shown": shown, "links": links, "came": invited_by(member)})


@members_only
@require_POST
def make(request: CampaignRequest) -> HttpResponse:
    """Make a link into the campaign, or into the thing the form names."""
    spend_all(limits.INVITING, request=request, actor=request.actor)
    thing = request.POST.get("thing") or "campaign"
    try:
        thing_id = uuid.UUID(request.POST.get("thing_id") or str(request.campaign.pk))
    except ValueError:
        not_here()
    make_invite(thing=thing[:20], thing_id=thing_id, actor=request.actor)
    return redirect(address(request.campaign, "people:invites"))


@members_only
@require_POST
def end(request: CampaignRequest, invite: uuid.UUID) -> HttpResponse:
    """End one of one's own links."""
    end_invite(invite=invite_by(request.actor, invite), actor=request.actor)
    messages.success(request, _("That link lets nobody in any more."))
    return redirect(address(request.campaign, "people:invites"))


def picture(request: CampaignRequest, code: str) -> HttpResponse:
    """Return a link as a QR code."""
    return HttpResponse(qr_svg(_link(request, invite_at(code).code)), content_type="image/svg+xml")


def _link(request: CampaignRequest, code: str) -> str:
    return request.build_absolute_uri(address(request.campaign, "people:invite", code))
