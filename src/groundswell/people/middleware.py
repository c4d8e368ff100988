"""Knows who is acting in a request's campaign."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from groundswell.kit.actor import Actor
from groundswell.people.selectors import present_actor


class PresentActor:
    """Sets ``request.actor``: a visitor, or the member with the roles they hold now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the actor once; a visitor costs no query."""
        campaign = request.campaign  # type: ignore[attr-defined]
        account_id = request.user.pk if request.user.is_authenticated else None
        request.actor = (  # type: ignore[attr-defined]
            present_actor(campaign.pk, account_id) if campaign else Actor(account_id=account_id)
        )
        return self.get_response(request)
