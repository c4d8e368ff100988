"""Reporting what people write, looking after it, and the public logs of that."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.communities import deeds, selectors, services, shown
from groundswell.communities.forms import LookForm, ReportForm
from groundswell.communities.moderation import thing_at
from groundswell.kit.errors import not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.limits import address_block
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only


def report(request: CampaignRequest, subject_type: str, subject_id: uuid.UUID) -> HttpResponse:
    """Say what is wrong with something written here."""
    thing = thing_at(subject_type, subject_id, actor=request.actor) or not_here()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        about = {"subject_type": subject_type, "subject_id": subject_id, "reason": form.cleaned_data["reason"]}
        block = address_block(request)
        if attempt(form, lambda: services.report_thing(**about, block=block, actor=request.actor)):
            messages.success(request, _("Thank you. Those who look after it will see what you wrote."))
            return redirect(address(request.campaign, thing.page, *thing.args))
    said = {"form": form, **shown.reported(thing, subject_type, subject_id, request.actor)}
    return render(request, "communities/report.html", said, status=status_of(form))


@members_only
def look_after(request: CampaignRequest, subject_type: str, subject_id: uuid.UUID) -> HttpResponse:
    """Hide a thing, show it again, or say that it stands."""
    looked = shown.looked_after(subject_type, subject_id, request.actor)
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        deed, reason = form.cleaned_data["deed"], form.cleaned_data["reason"]
        if attempt(form, lambda: deeds.look_after(deed, looked, reason, request.actor)):
            messages.success(request, _("Done. It is on the public log."))
            return redirect(address(request.campaign, looked.thing.page, *looked.thing.args))
    return render(request, "communities/look_after.html", {"form": form, "looked": looked}, status=status_of(form))


@members_only
def reports(request: CampaignRequest, slug: str = "") -> HttpResponse:
    """Show what waits to be looked at: in a community, or (without a slug) in what belongs to none."""
    row = selectors.community_at(request.campaign, slug, request.actor) if slug else None
    return render(request, "communities/reports.html", shown.reports(request.campaign, row, request.actor))


@same_for_visitors
def log(request: CampaignRequest, slug: str = "") -> HttpResponse:
    """Show the public log of a community's hosts, or (without a slug) of the stewards."""
    row = selectors.community_at(request.campaign, slug, request.actor) if slug else None
    said = shown.log(request.campaign, row, request.actor, before=request.GET.get("before", ""))
    return render(request, "communities/log.html", said)
