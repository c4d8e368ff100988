"""Pages on which a host takes an answer for a community, and lets it go again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities.selectors import community_by_id
from groundswell.kit.errors import allow, not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import AdoptionForm
from groundswell.responses.models import Adoption, Version
from groundswell.responses.selectors.answer import hosted_by
from groundswell.responses.selectors.finding import adoption_at, version_at
from groundswell.responses.selectors.marks import marks_of
from groundswell.responses.selectors.slots import adopted_by_community
from groundswell.responses.selectors.words import version_shown


@members_only
def adopt_version(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Take a ready version for a community, as it is with one press, or in its own words."""
    version, hosted = version_at(response, number, request.actor), hosted_by(request.actor)
    allow(hosted.exists())
    form = AdoptionForm(request.POST if request.method == "POST" else None, communities=hosted)
    if form.is_bound and form.is_valid() and (adoption := attempt(form, lambda: _adopt(request, form, version))):
        messages.success(request, _("%(name)s speaks with this answer now.") % {"name": adoption.community.name})
        return redirect(address(request.campaign, "responses:version", response, number) + "#adopted")
    against = marks_of([version.pk]).get(version.pk)
    told = {"form": form, "version": version, "words": version_shown(version), "hosted": hosted, "against": against}
    return render(request, "responses/adopt_version.html", told, status=status_of(form))


@same_for_visitors
def of_community(request: CampaignRequest, community: UUID) -> HttpResponse:
    """Return what a community speaks with, for a page that is open."""
    found = community_by_id(community) or not_here()
    told = {"community": found, **adopted_by_community(request, community=found)}
    return render(request, "responses/_of_community.html", told)


@same_for_visitors
def adopted_line(request: CampaignRequest, adoption: UUID) -> HttpResponse:
    """Return whether what a community adopted has changed since, for a page that is open."""
    return render(request, "responses/_adopted_line.html", {"one": adoption_at(adoption, request.actor)})


@require_POST
@members_only
def end_adoption(request: CampaignRequest, adoption: UUID) -> HttpResponse:
    """Let an adopted answer go."""
    ended = services.end_adoption(adoption=adoption_at(adoption, request.actor), actor=request.actor)
    messages.success(request, _("%(name)s has let this answer go.") % {"name": ended.community.name})
    return redirect(address(request.campaign, "responses:answer", ended.version.response_id))


def _adopt(request: CampaignRequest, form: AdoptionForm, version: Version) -> Adoption:
    said = form.cleaned_data
    return services.adopt_version(version=version, community=said["community"], words=said["words"], actor=request.actor)
