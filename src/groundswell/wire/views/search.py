"""Searching the wire, keeping searches, taking along and following what was found."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt
from groundswell.kit.limits import Limit, spend, spend_all
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.wire import outgoing, services
from groundswell.wire.feeding import feed_of
from groundswell.wire.forms.search import SaveForm, SearchForm, query_of, query_of_saved
from groundswell.wire.policies import can_export
from groundswell.wire.selectors import search as selectors

SEARCHES = (Limit("search the wire", 120, 60, by="block"), Limit("search the wire of a campaign", 3000, 60, by="campaign"))
EXPORTS = Limit("take along what was found", 30, 3600)
MOST = 10_000
_FORMATS = {"csv": (outgoing.csv_of, "text/csv; charset=utf-8"), "jsonl": (outgoing.jsonl_of, "application/x-ndjson")}
_FEEDS = {"atom": (outgoing.atom, "application/atom+xml; charset=utf-8"), "json": (outgoing.json_feed, "application/feed+json")}


def search(request: CampaignRequest) -> HttpResponse:
    """Show what was found, the newest first."""
    spend_all(SEARCHES, request=request, actor=request.actor)
    form = _form(request)
    asked = form.search()
    return render(request, "wire/search.html", {"form": form, **_shown(request, asked)})


def _form(request: CampaignRequest) -> SearchForm:
    sources, communities = selectors.choices(request.campaign, request.actor)
    return SearchForm(request.GET, sources=sources, communities=communities)


def _shown(request: CampaignRequest, asked: selectors.Search) -> dict[str, Any]:
    before = request.GET.get("before", "")
    hits = None if asked.is_empty else selectors.found(request.campaign, asked, before=before)
    return {
        "asked": asked,
        "query": query_of(asked),
        "hits": hits,
        "first": not before,
        "named": [] if before else selectors.stories_named(request.actor, asked),
        "saved": [{"saved": one, "query": query_of_saved(one)} for one in selectors.saved_by(request.actor)],
        "save_form": SaveForm(),
        "may_export": can_export(request.actor),
    }


@require_POST
@members_only
def save_search(request: CampaignRequest) -> HttpResponse:
    """Keep the search that the address asks for."""
    asked, form = _form(request).search(), SaveForm(request.POST)
    deed = lambda: services.save_search(search=asked, **form.cleaned_data, actor=request.actor)  # noqa: E731
    if form.is_valid() and attempt(form, deed) is not None:
        messages.success(request, _("Kept. You find it on this page."))
    for words in form.errors.values():
        messages.error(request, " ".join(str(one) for one in words))
    return redirect(f"{address(request.campaign, 'wire:search')}?{query_of(asked)}")


@require_POST
@members_only
def forget_search(request: CampaignRequest, saved: uuid.UUID) -> HttpResponse:
    """Let a search go."""
    services.forget_search(saved=selectors.saved_at(request.actor, saved), actor=request.actor)
    return redirect(address(request.campaign, "wire:search"))


@members_only
def export_search(request: CampaignRequest, form: str) -> HttpResponse:
    """Give a member what was found as a file: the newest ten thousand, and the address of those before them."""
    allow(can_export(request.actor))
    spend(EXPORTS, str(request.actor.member_id))
    asked = _form(request).search()
    hits = selectors.found(request.campaign, asked, before=request.GET.get("before", ""), most=MOST)
    write, kind = _FORMATS[form]
    response = HttpResponse(write(hits.rows), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{request.campaign.slug}-wire.{form}"'
    if hits.older:
        response["Link"] = f'<?{query_of(asked)}&before={hits.older}>; rel="next"'
    return response


def feed(request: CampaignRequest, form: str) -> HttpResponseBase:
    """Give programs the newest stories, those that touch a pillar or a community, or what a search finds."""
    spend_all(SEARCHES, request=request, actor=request.actor)
    write, kind = _FEEDS[form]
    response = HttpResponse(write(feed_of(request, _form(request).search())), content_type=kind)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
