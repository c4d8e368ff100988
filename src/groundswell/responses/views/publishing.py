"""The page on which a draft is read through once more and published."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import PublishForm
from groundswell.responses.models import Response, Version
from groundswell.responses.selectors.alike import alike_to
from groundswell.responses.selectors.finding import version_at
from groundswell.responses.selectors.writing import desk
from groundswell.responses.views.writing import gathered
from groundswell.strategy.selectors import pillars


@members_only
def publish_version(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Show the draft as readers will see it; publish it when its author says so."""
    copy = gathered(request, response)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (version := attempt(form, lambda: _publish(request, form, copy.response))):
        messages.success(request, _("Version %(number)d is out. Now it needs readers.") % {"number": version.number})
        return redirect(address(request.campaign, "responses:answer", response))
    told = {"form": form, "desk": desk(copy, pillars(request.campaign)), "same": alike_to(copy, request.actor)}
    return render(request, "responses/publish_version.html", told, status=status_of(form))


@require_POST
@members_only
def let_links_through(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Let the links of somebody new be followed."""
    found = version_at(response, number, request.actor)
    services.let_links_through(version=found, actor=request.actor)
    messages.success(request, _("Everyone can follow these links now. It is on the public log."))
    return redirect(address(request.campaign, "responses:version", response, number))


def _publish(request: CampaignRequest, form: PublishForm, response: Response) -> Version:
    return services.publish_version(response=response, revision=form.cleaned_data["revision"], actor=request.actor)
