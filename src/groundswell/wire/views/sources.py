"""The pages of sources: all of them, one of them, adding, importing, changing, and the words by which news comes in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.wire import services
from groundswell.wire.feeds.lists import opml
from groundswell.wire.feeds.rules import Rules
from groundswell.wire.forms.sources import AboutForm, FeedForm, ListForm, RulesForm, SourceForm
from groundswell.wire.policies import can_change_rules, can_change_source
from groundswell.wire.selectors import sources as reads

_DEEDS = {"pause": services.pause_source, "resume": services.resume_source}


def sources(request: CampaignRequest) -> HttpResponse:
    """Show what is read, and what is wrong with it."""
    failing = request.GET.get("only") == "failing"
    page = reads.source_page(request.actor, after=request.GET.get("after", ""), failing=failing)
    said = {"page": page, "failing": failing, "count": reads.failing_count(request.actor)}
    return render(request, "wire/sources.html", said)


def source(request: CampaignRequest, source: uuid.UUID) -> HttpResponse:
    """Show one source; a page that waits for a look asks for what that may change."""
    found = reads.source_at(request.actor, source)
    said = {"source": found, "feeds": reads.feeds_of(request.actor, found), "items": reads.newest_of(found)}
    if request.GET.get("part") == "feeds":
        return render(request, "wire/_feeds_again.html", said)
    said |= {"may": can_change_source(request.actor, found), "form": FeedForm()}
    return render(request, "wire/source.html", said)


@members_only
def add_source(request: CampaignRequest) -> HttpResponse:
    """Add a source by any address of it."""
    form = SourceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        if found := attempt(form, lambda: services.add_source(**said, actor=request.actor)):
            messages.success(request, _("It is looked at now. What it tells is on the wire in a moment."))
            return redirect(address(request.campaign, "wire:source", found.pk))
    return render(request, "wire/add_source.html", {"form": form, "list": ListForm()}, status=status_of(form))


@members_only
@require_POST
def import_sources(request: CampaignRequest) -> HttpResponse:
    """Bring a list of feeds in."""
    form = ListForm(request.POST, request.FILES)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if done := attempt(form, lambda: services.import_sources(text=text, actor=request.actor)):
            said = {"done": done, "added": done.added, "there": done.there}
            return render(request, "wire/imported.html", said)
    return render(request, "wire/add_source.html", {"form": SourceForm(), "list": form}, status=status_of(form))


@members_only
@require_POST
def add_feed(request: CampaignRequest, source: uuid.UUID) -> HttpResponse:
    """Add one more feed of a source."""
    found = reads.source_at(request.actor, source)
    form = FeedForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["address"]
        if attempt(form, lambda: services.add_feed(source=found, address=said, actor=request.actor)):
            return redirect(address(request.campaign, "wire:source", found.pk))
    said = {"source": found, "feeds": reads.feeds_of(request.actor, found), "items": reads.newest_of(found), "form": form}
    return render(request, "wire/source.html", {**said, "may": can_change_source(request.actor, found)}, status=status_of(form))


@members_only
def change_source(request: CampaignRequest, source: uuid.UUID) -> HttpResponse:
    """Change what is said of a source, and its rules."""
    found = reads.source_at(request.actor, source)
    allow(can_change_source(request.actor, found))
    form = AboutForm(request.POST if request.method == "POST" else None, initial=AboutForm.of(found))
    if form.is_valid():
        about = form.about()
        if attempt(form, lambda: services.change_source(source=found, about=about, actor=request.actor)):
            messages.success(request, _("Kept."))
            return redirect(address(request.campaign, "wire:source", found.pk))
    return render(request, "wire/change_source.html", {"source": found, "form": form}, status=status_of(form))


@members_only
@require_POST
def read_source(request: CampaignRequest, source: uuid.UUID) -> HttpResponse:
    """Pause a source, or let it be read again."""
    found = reads.source_at(request.actor, source)
    _DEEDS["pause" if request.POST.get("deed") == "pause" else "resume"](source=found, actor=request.actor)
    return redirect(address(request.campaign, "wire:source", found.pk))


@members_only
@require_POST
def remove_source(request: CampaignRequest, source: uuid.UUID) -> HttpResponse:
    """Read a source no more."""
    found = reads.source_at(request.actor, source)
    services.remove_source(source=found, actor=request.actor)
    messages.success(request, _("%(name)s is read no more. What it told stays in its stories.") % {"name": found.name})
    return redirect(address(request.campaign, "wire:sources"))


@members_only
def sources_list(request: CampaignRequest) -> HttpResponse:
    """Hand out all feeds as a list that other readers take."""
    text = opml(request.campaign.name, reads.feeds_listed(request.actor))
    response = HttpResponse(text, content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.campaign.slug}-sources.opml"'
    return response


def rules(request: CampaignRequest) -> HttpResponse:
    """Show the campaign's words to everyone, and let stewards change them."""
    found, may = reads.rules(request.campaign.pk), can_change_rules(request.actor)
    allow(may or request.method in {"GET", "HEAD"})
    form = RulesForm(request.POST if request.method == "POST" else None, initial=RulesForm.of(found))
    if form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: services.change_rules(**said, actor=request.actor)):
            messages.success(request, _("Kept. It holds for whatever comes in from now on."))
            return redirect(address(request.campaign, "wire:rules"))
    context = {"rules": found, "form": form, "may": may, "everywhere": Rules.of(keep=(), drop=())}
    return render(request, "wire/rules.html", context, status=status_of(form))
