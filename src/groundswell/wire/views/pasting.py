"""Putting a page on the wire by its address, and saying that two stories in two languages tell of the same."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.wire import selectors, services
from groundswell.wire.feeds.refusals import in_words
from groundswell.wire.forms.sources import LinkForm, PairForm
from groundswell.wire.selectors import pairs
from groundswell.wire.selectors import sources as reads


@members_only
def paste_link(request: CampaignRequest) -> HttpResponse:
    """Put a page on the wire."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        if link := attempt(form, lambda: services.paste_link(**said, actor=request.actor)):
            return redirect(address(request.campaign, "wire:pasted", link.pk))
    return render(request, "wire/paste_link.html", {"form": form}, status=status_of(form))


@members_only
def pasted(request: CampaignRequest, link: uuid.UUID) -> HttpResponse:
    """Show what became of a page one put on the wire."""
    found = reads.link_at(request.actor, link)
    template = "wire/_pasted.html" if request.headers.get("HX-Request") else "wire/pasted.html"
    return render(request, template, {"link": found, "problem": in_words(found.problem) if found.problem else ""})


@members_only
def pair_stories(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Say that another story tells of the same in another language."""
    found = selectors.story_at(request.actor, story)
    form = PairForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        other = pairs.story_named(request.actor, form.cleaned_data["other"])
        if other is None:
            form.add_error("other", _("There is no story of this campaign at that address."))
        elif attempt(form, lambda: services.pair_stories(story=found, other=other, actor=request.actor)):
            return redirect(address(request.campaign, "wire:story", found.pk))
    return render(request, "wire/pair_stories.html", {"story": found, "form": form}, status=status_of(form))


@members_only
@require_POST
def part_stories(request: CampaignRequest, story: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Take that back."""
    found, second = selectors.story_at(request.actor, story), selectors.story_at(request.actor, other)
    services.part_stories(story=found, other=second, actor=request.actor)
    messages.success(request, _("The two stories are no longer linked."))
    return redirect(address(request.campaign, "wire:story", found.pk))
