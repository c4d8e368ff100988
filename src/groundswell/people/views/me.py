"""One's own page: what is known of one, changing it, taking it along, leaving, being deleted; and the privacy page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import BadInput, not_here
from groundswell.kit.limits import spend_all
from groundswell.people import export, limits
from groundswell.people.forms import DeleteMeForm, ProfileForm
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.people.selectors import member_of, member_who_left, portrait, subjects_of
from groundswell.people.services import change_profile, erase_member, leave_campaign


@members_only
@never_cache
def me(request: CampaignRequest) -> HttpResponse:
    """Show a member everything about themselves, and the ways to change it."""
    return render(request, "people/me.html", {"portrait": portrait(request.campaign, request.actor)})


@members_only
@never_cache
def change(request: CampaignRequest) -> HttpResponse:
    """Change what one says of oneself."""
    member = member_of(request.actor)
    if request.method != "POST":
        known = {"name": member.person.name, "place": member.person.place, "why": member.why, "language": member.language}
        form = ProfileForm(initial={**known, "knows": ", ".join(subjects_of(member))})
        return render(request, "people/change.html", {"form": form})
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return render(request, "people/change.html", {"form": form}, status=422)
    try:
        change_profile(member=member, **form.cleaned_data, actor=request.actor)
    except BadInput as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return render(request, "people/change.html", {"form": form}, status=422)
    return _in_language(redirect(address(request.campaign, "people:me")), form.cleaned_data["language"])


def _in_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let the browser remember the language a member reads."""
    if language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.SESSION_COOKIE_AGE, samesite="Lax")
        translation.activate(language)
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


@members_only
@never_cache
def data(request: CampaignRequest) -> HttpResponse:
    """Give a member everything that is kept about them, as one file."""
    spend_all(limits.TAKING_DATA, request=request, actor=request.actor)
    found = export.everything(member_of(request.actor))
    response = JsonResponse(found, json_dumps_params={"indent": 1, "ensure_ascii": False})
    name = f"{slugify(request.campaign.slug)}-my-data.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@members_only
@never_cache
def leave(request: CampaignRequest) -> HttpResponse:
    """Leave the campaign; joining again undoes it."""
    if request.method != "POST":
        return render(request, "people/leave.html", {"portrait": portrait(request.campaign, request.actor)})
    leave_campaign(member=member_of(request.actor), actor=request.actor)
    return redirect(address(request.campaign, "people:gone"))


@never_cache
def gone(request: CampaignRequest) -> HttpResponse:
    """Say what is kept of somebody who left, with the way back and the way to be deleted."""
    member = member_who_left(request.actor)
    if member is None:
        return redirect(address(request.campaign, "home"))
    return render(request, "people/gone.html", {"member": member})


@login_required
@never_cache
def delete(request: CampaignRequest) -> HttpResponse:
    """Delete oneself, as a member or after leaving."""
    member = member_of(request.actor) if request.actor.is_member else member_who_left(request.actor)
    if member is None:
        not_here()
    form = DeleteMeForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "people/delete.html", {"form": form, "member": member}, status=status)
    erase_member(member=member, actor=request.actor)
    logout(request)
    messages.success(request, _("You are deleted. What you contributed stays, by a former member."))
    return redirect(address(request.campaign, "home"))


def privacy(request: CampaignRequest) -> HttpResponse:
    """Say in plain words what is kept of whom, why, how long, and who answers for it."""
    return render(request, "people/privacy.html")
