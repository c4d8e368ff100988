"""The wire's pages: the newest stories, and one story."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.addresses import address
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest
from groundswell.wire import parts, selectors
from groundswell.wire.selectors.pairs import paired_with


@same_for_visitors
def wire(request: CampaignRequest) -> HttpResponse:
    """Show the stories, those with the newest item first; a page that follows them asks for the list alone."""
    if request.GET.get("part") == "home":
        return render(request, "wire/_at_home.html", parts.at_home(request))
    before = request.GET.get("before", "")
    template = "wire/_stories.html" if request.headers.get("HX-Request") else "wire/wire.html"
    return render(request, template, parts.stories(request, before=before))


@same_for_visitors
def story(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Show one story; a page that follows it asks for its head or its items alone."""
    found = selectors.story_at(request.actor, story)
    if found.pk != story:  # members put it into another one
        return redirect(address(request.campaign, "wire:story", found.pk))
    part = request.GET.get("part", "")
    if show := {**parts.OF_STORY, "touches": parts.touches}.get(part):
        return render(request, f"wire/_{part}.html", show(request, found))
    context = {**parts.touches(request, found), "pairs": paired_with(request.actor, found)}
    shared = {part: parts.shared_of_story(request, found, part) for part in parts.OF_STORY}
    return render(request, "wire/story.html", {**context, "shared": shared})
