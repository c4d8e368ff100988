"""Pages on which members put stories in order, and the history of what they did."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import BadInput
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.wire import services
from groundswell.wire.forms.hands import NameForm, OtherForm, TakeOutForm
from groundswell.wire.models import Story, StoryChange
from groundswell.wire.selectors import hands, pairs
from groundswell.wire.selectors.telling import story_at


@same_for_visitors
def story_history(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Show what members did to a story."""
    found = story_at(request.actor, story)
    told = {"story": found, "history": hands.history_of(request.actor, found)}
    told["pairings"] = pairs.pairings_of(request.actor, found)
    return render(request, "wire/story_history.html", told)


@members_only
def order_story(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Offer what can be done to a story."""
    return _page(request, story_at(request.actor, story))


@require_POST
@members_only
def name_story(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Give a story a name."""
    found, form = story_at(request.actor, story), NameForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        deed = lambda: services.name_story(story=found, **said, actor=request.actor)  # noqa: E731
        if change := attempt(form, deed):
            return _done(request, change)
    return _page(request, found, name=form)


@require_POST
@members_only
def merge_stories(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Put another story into this one."""
    found = story_at(request.actor, story)
    form = OtherForm(request.POST, others=hands.alike(request.actor, found))
    if form.is_valid() and (change := attempt(form, lambda: _merge(request, found, form))):
        return _done(request, change)
    return _page(request, found, merge=form)


def _merge(request: CampaignRequest, story: Story, form: OtherForm) -> StoryChange:
    other_id = form.other_id()
    if other_id is None:
        raise BadInput(_("Choose the story that tells the same."), field="other")
    other = story_at(request.actor, other_id)
    return services.merge_stories(into=story, other=other, reason=form.cleaned_data["reason"], actor=request.actor)


@require_POST
@members_only
def take_out(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Take items out of a story: into a story of their own, or into another one."""
    found = story_at(request.actor, story)
    others, items = hands.alike(request.actor, found), hands.items_to_choose(found)
    form = TakeOutForm(request.POST, others=others, items=items)
    if form.is_valid() and (change := attempt(form, lambda: _take_out(request, found, form))):
        return _done(request, change)
    return _page(request, found, take_out=form)


def _take_out(request: CampaignRequest, story: Story, form: TakeOutForm) -> StoryChange:
    items = [uuid.UUID(one) for one in form.cleaned_data["items"]]
    reason, other_id = form.cleaned_data["reason"], form.other_id()
    if other_id is None:
        return services.split_story(story=story, items=items, reason=reason, actor=request.actor)
    other = story_at(request.actor, other_id)
    return services.move_items(source=story, story=other, items=items, reason=reason, actor=request.actor)


@require_POST
@members_only
def undo_change(request: CampaignRequest, change: uuid.UUID) -> HttpResponse:
    """Undo what a member did to a story."""
    undone = services.undo_change(change=hands.change_at(request.actor, change), actor=request.actor)
    messages.success(request, _("Undone. It stands in the history."))
    return redirect(address(request.campaign, "wire:story", undone.story_id))


def _done(request: CampaignRequest, change: StoryChange) -> HttpResponse:
    messages.success(request, _("Done. It stands in the history, and anyone can undo it."))
    return redirect(address(request.campaign, "wire:story", change.story_id))


def _page(request: CampaignRequest, story: Story, **filled: BaseForm) -> HttpResponse:
    others = hands.alike(request.actor, story)
    forms: dict[str, Any] = {
        "name": NameForm(initial={"title": story.title}, auto_id="name-%s"),
        "merge": OtherForm(others=others, auto_id="merge-%s"),
        "take_out": TakeOutForm(others=others, items=hands.items_to_choose(story), auto_id="out-%s"),
    }
    forms.update(filled)
    status = max((status_of(form) for form in filled.values()), default=200)
    return render(request, "wire/order_story.html", {"story": story, "others": others, **forms}, status=status)
