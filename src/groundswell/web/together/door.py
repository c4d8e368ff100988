"""Who may write along or read along: the answer in the address, whose session it is, and what they may do there."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.core.handlers.asgi import ASGIRequest

from groundswell.campaigns.models import RESERVED_SLUGS
from groundswell.campaigns.selectors import campaign_at
from groundswell.kit.actor import Actor
from groundswell.kit.db import scope
from groundswell.people.models import Member
from groundswell.people.selectors import present_actor
from groundswell.responses.models import Response
from groundswell.responses.policies import can_write
from groundswell.responses.selectors.along import draft_read_along
from groundswell.web.live.door import Turned, account_of

_PATH = re.compile(r"/([a-z0-9-]{1,60})/answers/([0-9a-f-]{36})/together")


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes along, or reads along."""

    actor: Actor
    name: str
    response: Response
    member_id: uuid.UUID
    follows: bool  # reads along in what its authors opened, and writes nothing


def is_together(path: str) -> bool:
    """Whether a path is the place where an answer is written together."""
    return _PATH.fullmatch(path) is not None


def admit(scope_: dict[str, Any]) -> Writer:
    """Return who it is, or turn them away; a missing answer and somebody else's draft look alike. Asks the database."""
    slug, response_id = _asked(scope_)
    account_id = account_of(_session(scope_))
    if account_id is None:
        raise Turned(401)
    campaign = None if slug in RESERVED_SLUGS else campaign_at(slug)
    if campaign is None:
        raise Turned(404)
    with scope(campaign.pk):
        actor = present_actor(campaign.pk, account_id)
        if actor.member_id is None:
            raise Turned(404)
        copy = draft_read_along(response_id, actor)
        name = Member.objects.select_related("person").get(pk=actor.member_id).display_name
        return Writer(actor, str(name), copy.response, actor.member_id, follows=not can_write(actor, copy.response))


def _asked(scope_: dict[str, Any]) -> tuple[str, uuid.UUID]:
    found = _PATH.fullmatch(scope_["path"])
    if found is None:
        raise Turned(404)
    try:
        return found[1], uuid.UUID(found[2])
    except ValueError as error:
        raise Turned(404) from error


def _session(scope_: dict[str, Any]) -> str:
    """Return the session of a connection that one of our own pages opened: a browser sends cookies from any page."""
    try:
        request = ASGIRequest({**scope_, "method": "GET"}, BytesIO())
        host = request.get_host()
    except (DisallowedHost, BadRequest, UnicodeError) as error:
        raise Turned(400) from error
    if urlsplit(request.headers.get("Origin", "")).netloc != host:
        raise Turned(403)
    return str(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
