"""Opens each request's campaign: one transaction in which only that campaign's rows exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from groundswell.campaigns.models import RESERVED_SLUGS
from groundswell.campaigns.selectors import enter
from groundswell.kit import limits
from groundswell.kit.errors import NotHere, Refused

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CampaignScope:
    """Finds the campaign named by the first part of the path and holds its scope for the whole request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer inside the campaign's transaction, or outside any when the page belongs to none."""
        request.campaign = None  # type: ignore[attr-defined]
        slug = request.path_info[1:].partition("/")[0]
        if not slug or slug in RESERVED_SLUGS:
            return self.get_response(request)
        with transaction.atomic():
            campaign = enter(slug)
            if campaign is None:
                return self.get_response(request)
            request.campaign = campaign  # type: ignore[attr-defined]
            with timezone.override(campaign.zone):
                return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Take the slug out of the view's arguments; a slug nobody has is not here."""
        if "campaign" in kwargs:
            kwargs.pop("campaign")
            if request.campaign is None:  # type: ignore[attr-defined]
                raise Http404


class DeedTransaction:
    """Undoes everything a failed deed wrote, and tells a service's refusal in words. The last middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse:
        """Run the view of a deed (anything that is not a mere look) in a savepoint of its own."""
        try:
            if request.method in {"GET", "HEAD", "OPTIONS"}:
                return _rendered(view(request, *args, **kwargs))
            return _done(lambda: _rendered(view(request, *args, **kwargs)))
        except NotHere as refusal:
            raise Http404(str(refusal)) from refusal
        except Refused as refusal:
            return _told(request, refusal)


def _done(deed: Callable[[], HttpResponse]) -> HttpResponse:
    """Do a deed; a refusal, an error or an answer of 400 and above leaves nothing of it but what limits counted."""
    with limits.tally() as tally:
        try:
            with transaction.atomic():
                response = deed()
                refused = response.status_code >= 400
                if refused:
                    transaction.set_rollback(True)
                else:
                    # The request's transaction commits next, and with it the savepoint of this one.
                    connection.leaves_savepoint = bool(connection.savepoint_ids)  # type: ignore[attr-defined]
        except Exception:
            tally.keep()
            raise
        if refused:
            tally.keep()
    return response


def _told(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Say a refusal that no form could show: on a page, or, to a page that asks for a part of itself, as a notice."""
    said = {"refusal": refusal, "code": refusal.status}
    if not getattr(request, "htmx", False):
        return render(request, "web/refused.html", said, status=refusal.status)
    response = render(request, "web/_refused.html", said, status=refusal.status)
    response["HX-Retarget"], response["HX-Reswap"] = "#notices", "innerHTML"
    return response


def _rendered(response: Any) -> HttpResponse:
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response  # type: ignore[no-any-return]
