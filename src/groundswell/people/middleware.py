"""Knows who is acting in a request's campaign."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from groundswell.kit.actor import Actor
from groundswell.people.selectors import actor_of


class PresentActor:
    """Sets ``request.actor``: a visitor, or the member with the roles they hold now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the actor once; a visitor costs no query."""
        campaign, account = request.campaign, request.user  # type: ignore[attr-defined]
        if not account.is_authenticated:
            actor = Actor(campaign_id=campaign.pk if campaign else None)
        else:
            actor = actor_of(campaign.pk, account) if campaign else Actor(account_id=account.pk)
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)
