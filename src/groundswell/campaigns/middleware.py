"""Opens each request's campaign: one transaction in which only that campaign's rows exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from groundswell.campaigns.models import RESERVED_SLUGS
from groundswell.campaigns.selectors import enter
from groundswell.kit.errors import NotHere

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CampaignScope:
    """Finds the campaign named by the first part of the path and holds its scope for the whole request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer inside the campaign's transaction, or outside any when the page belongs to none."""
        request.campaign = None  # type: ignore[attr-defined]
        slug = request.path_info.split("/", 2)[1]
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
    """Undoes everything a failed deed wrote, and answers a service's NotHere with 404. The last middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Run the view of a deed (anything that is not a mere look) in a savepoint of its own."""
        try:
            if request.method in {"GET", "HEAD", "OPTIONS"}:
                return _rendered(view(request, *args, **kwargs))
            with transaction.atomic():
                return _rendered(view(request, *args, **kwargs))
        except NotHere as refusal:
            raise Http404(str(refusal)) from refusal


def _rendered(response: Any) -> HttpResponse:
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response  # type: ignore[no-any-return]
