"""The pages of what people see where they are: reporting it, reading it, and seeing it too."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities.selectors import communities_of
from groundswell.kit.errors import allow, not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.limits import HOUR, Limit, spend_all
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.wire import photos, services
from groundswell.wire.forms.ground import GroundForm
from groundswell.wire.models import GroundReport
from groundswell.wire.policies import can_see_photos
from groundswell.wire.selectors.ground import newest_reports, report_at, shown

PHOTOS = (Limit("wire.photo", 40, HOUR, by="account"),)


@same_for_visitors
def ground(request: CampaignRequest) -> HttpResponse:
    """Show what people see, the newest first."""
    before = request.GET.get("before", "")
    found = {"page": newest_reports(request.actor, before=before), "first": not before}
    template = "wire/_ground.html" if request.headers.get("HX-Request") else "wire/ground.html"
    return render(request, template, found)


@same_for_visitors
def ground_report(request: CampaignRequest, report: uuid.UUID) -> HttpResponse:
    """Show one ground report; a page that follows it asks for it alone."""
    (row,) = shown(request.actor, [report_at(request.actor, report)])
    template = "wire/_report.html" if request.headers.get("HX-Request") else "wire/ground_report.html"
    return render(request, template, {"row": row})


@members_only
def report_ground(request: CampaignRequest) -> HttpResponse:
    """Say what one sees: a page without scripts, and what a phone sends when the line is back."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    first = {"key": uuid.uuid4(), "written_by": request.actor.member_id}
    form = GroundForm(*sent, communities=communities_of(request.actor), initial=first)
    report = attempt(form, lambda: _report(request, form)) if form.is_valid() else None
    if report is None:
        return render(request, "wire/report_ground.html", {"form": form}, status=status_of(form))
    there = address(request.campaign, "wire:ground_report", report.pk)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"at": there}, status=201)
    messages.success(request, _("Thank you. It is there, and joins its story in a moment."))
    return redirect(there)


def _report(request: CampaignRequest, form: GroundForm) -> GroundReport:
    said, file = form.cleaned_data, form.cleaned_data["photo"]
    if file:
        spend_all(PHOTOS, request=request, actor=request.actor)  # before it is decoded, which costs most
    return services.report_ground(
        seen=form.seen(),
        community=said["community"],
        photo=photos.cleaned(file, size=file.size) if file else None,
        shows_name=said["shows_name"],
        written_by=said["written_by"],
        actor=request.actor,
    )


@members_only
def photo(request: CampaignRequest, report: uuid.UUID) -> HttpResponse:
    """Give a member the photo of a report that is not hidden."""
    (row,) = shown(request.actor, [report_at(request.actor, report)])
    allow(can_see_photos(request.actor) and row.hiding is None)
    path = photos.kept(row.report.campaign_id, row.report.photo) or not_here()
    response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_POST
@members_only
def confirm_report(request: CampaignRequest, report: uuid.UUID) -> HttpResponse:
    """See it too."""
    services.confirm_report(report=report_at(request.actor, report), actor=request.actor)
    return _again(request, report)


@require_POST
@members_only
def unconfirm_report(request: CampaignRequest, report: uuid.UUID) -> HttpResponse:
    """Take it back."""
    services.unconfirm_report(report=report_at(request.actor, report), actor=request.actor)
    return _again(request, report)


def _again(request: CampaignRequest, report: uuid.UUID) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return ground_report(request, report)
    return redirect(address(request.campaign, "wire:ground_report", report))
