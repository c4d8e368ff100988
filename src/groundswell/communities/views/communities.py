"""The directory, a community's page, and founding and describing one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.communities import selectors, services, shown
from groundswell.communities.forms import CommunityForm
from groundswell.communities.policies import can_host
from groundswell.communities.selectors.alike import Alike, alike
from groundswell.kit import slots
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only


@same_for_visitors
def communities(request: CampaignRequest) -> HttpResponse:
    """Show the directory."""
    told = shown.directory(request.campaign, request.actor, request.GET)
    if request.headers.get("HX-Request"):
        return render(request, "communities/_communities.html", told)
    return render(request, "communities/communities.html", {**told, "alike": _alike(request, [one.pk for one in told["mine"]])})


@same_for_visitors
def community(request: CampaignRequest, slug: str) -> HttpResponse:
    """Show one community; a page that follows it asks for its head alone."""
    found = selectors.community_at(request.campaign, slug, request.actor)
    told = shown.community(found, request.actor)
    if request.headers.get("HX-Request"):
        return render(request, "communities/_community.html", told)
    return render(request, "communities/community.html", {**told, "alike": _alike(request, [found.pk])})


def _alike(request: CampaignRequest, communities: Sequence[uuid.UUID]) -> list[Alike]:
    """Return what is most like these communities; higher rooms say what stories and answers they share."""
    known = slots.facts("communities.likeness", request, communities=communities) if communities else {}
    return alike(request.campaign, request.actor, communities, known)


@members_only
def found_community(request: CampaignRequest) -> HttpResponse:
    """Found a community."""
    form = CommunityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        if found := attempt(form, lambda: services.found_community(**said, actor=request.actor)):
            messages.success(request, _("It is founded, and you host it. Invite someone."))
            return redirect(address(request.campaign, "communities:community", found.slug))
    return render(request, "communities/found_community.html", {"form": form}, status=status_of(form))


@members_only
def describe_community(request: CampaignRequest, slug: str) -> HttpResponse:
    """Change what a community says of itself."""
    found = selectors.community_at(request.campaign, slug, request.actor)
    allow(can_host(request.actor, found))
    form = CommunityForm(request.POST if request.method == "POST" else None, initial=CommunityForm.of(found))
    if form.is_valid():
        said = form.cleaned_data
        done = attempt(form, lambda: services.describe_community(community=found, **said, actor=request.actor))
        if done:
            return redirect(address(request.campaign, "communities:community", found.slug))
    said = {"form": form, "community": found}
    return render(request, "communities/found_community.html", said, status=status_of(form))
