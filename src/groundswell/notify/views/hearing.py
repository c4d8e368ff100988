"""What one hears: following, muting, channels, paces and hours."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities.selectors import community_by_id
from groundswell.kit.errors import not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.limits import spend_all
from groundswell.kit.shared import same_for_visitors
from groundswell.notify import fillings, services
from groundswell.notify.forms import FollowForm, PreferenceForm
from groundswell.notify.limits import CHOOSING
from groundswell.notify.models import Follow, Mute
from groundswell.notify.selectors import following, wishes
from groundswell.people.requests import CampaignRequest, members_only, same_site


@members_only
@never_cache
def settings(request: CampaignRequest) -> HttpResponse:
    """Show what one hears, and change how."""
    form = PreferenceForm(request.POST or None, initial=PreferenceForm.of(wishes.of(request.campaign, request.actor)))
    if request.method == "POST" and form.is_valid():
        chosen = {**form.cleaned_data}
        if attempt(form, lambda: services.choose(campaign=request.campaign, actor=request.actor, **chosen)):
            messages.success(request, _("That is how you hear from now on."))
            return redirect(address(request.campaign, "notify:settings"))
    return _page(request, form, FollowForm())


@require_POST
@members_only
def follow(request: CampaignRequest) -> HttpResponse:
    """Follow a thing by its button, or words from the page."""
    spend_all(CHOOSING, request=request, actor=request.actor)
    kind, campaign = request.POST.get("kind", ""), request.campaign
    if kind in (Follow.Kind.WORDS, Follow.Kind.PLACE):
        return _follow_words(request)
    if kind not in Follow.Kind.values:
        not_here()
    thing = following.thing_there(campaign, request.actor, kind, _key(request.POST.get("thing", "")))
    words = following.words_of(request.actor, kind, thing)
    services.follow(campaign=campaign, kind=kind, thing_id=thing, words=words, actor=request.actor)
    return _back(request, kind, thing)


@require_POST
@members_only
def unfollow(request: CampaignRequest, follow: uuid.UUID) -> HttpResponse:
    """Follow something no longer."""
    found = following.follow_at(request.actor, follow)
    services.unfollow(follow=found, actor=request.actor)
    return _back(request, found.kind, found.thing_id)


@require_POST
@members_only
def mute(request: CampaignRequest) -> HttpResponse:
    """Hear nothing more of a story, or nothing from a source."""
    spend_all(CHOOSING, request=request, actor=request.actor)
    kind = request.POST.get("kind", "")
    if kind not in Mute.Kind.values:
        not_here()
    thing = following.thing_there(request.campaign, request.actor, kind, _key(request.POST.get("thing", "")))
    services.mute(campaign=request.campaign, kind=Mute.Kind(kind), thing_id=thing, actor=request.actor)
    return _back(request, kind, thing)


@require_POST
@members_only
def unmute(request: CampaignRequest, mute: uuid.UUID) -> HttpResponse:
    """Hear of it again."""
    found = following.mute_at(request.actor, mute)
    services.unmute(mute=found, actor=request.actor)
    return _back(request, found.kind, found.thing_id)


@require_POST
@members_only
def hear_community(request: CampaignRequest, community: uuid.UUID) -> HttpResponse:
    """Choose what one hears of the threads of one of one's communities."""
    spend_all(CHOOSING, request=request, actor=request.actor)
    found = community_by_id(community) or not_here()
    services.hear_community(community=found, choice=request.POST.get("choice", ""), actor=request.actor)
    messages.success(request, _("That is how you hear from now on."))
    return redirect(address(request.campaign, "communities:community", found.slug))


@same_for_visitors
def about(request: CampaignRequest, kind: str, thing: uuid.UUID) -> HttpResponse:
    """Show the buttons of one thing alone, for its page when something moved."""
    found = following.thing_there(request.campaign, request.actor, kind, thing)
    return render(request, "notify/_hearing.html", fillings.hearing(request, kind, found))


def _follow_words(request: CampaignRequest) -> HttpResponse:
    form = FollowForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: services.follow(campaign=request.campaign, actor=request.actor, **said)):
            return redirect(address(request.campaign, "notify:settings") + "#follows")
    return _page(request, PreferenceForm(initial=PreferenceForm.of(wishes.of(request.campaign, request.actor))), form)


def _page(request: CampaignRequest, form: PreferenceForm, follow_form: FollowForm) -> HttpResponse:
    context = {"form": form, "follow_form": follow_form, **wishes.page(request.campaign, request.actor)}
    status = max(status_of(form), status_of(follow_form))
    return render(request, "notify/settings.html", context, status=status)


def _back(request: CampaignRequest, kind: str, thing: uuid.UUID | None) -> HttpResponse:
    """Return to the page the button is on; a page with scripts gets the buttons alone."""
    if getattr(request, "htmx", False) and thing is not None and kind in fillings.WITH_BUTTONS:
        return render(request, "notify/_hearing.html", fillings.hearing(request, kind, thing))
    target = same_site(request, request.POST.get("next", "")) or address(request.campaign, "notify:settings")
    return redirect(target)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
