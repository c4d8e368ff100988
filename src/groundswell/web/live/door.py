"""Who may listen, and to what: the campaign in the address, the rooms asked for, and whose session it is."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import BadRequest, DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.utils import translation

from groundswell.campaigns.models import RESERVED_SLUGS
from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.selectors import community_ids_of
from groundswell.kit.db import scope
from groundswell.kit.limits import address_block
from groundswell.kit.live import room
from groundswell.people.selectors import present_actor
from groundswell.pulse.reading import Position
from groundswell.web.live.reader import Access

MOST_ROOMS = 20
REMEMBER = 1.0  # seconds a campaign's address is known without asking: long enough for a rush, too short to be wrong

_ROOM = re.compile(r"[a-z_]{1,30}:[A-Za-z0-9_-]{1,60}")
_known: dict[str, tuple[float, uuid.UUID]] = {}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a connection asks for, read from its first line and headers without a query."""

    slug: str
    rooms: frozenset[str]
    language: str
    since: Position | None
    session: str
    block: str


class Turned(Exception):
    """The connection is turned away with a status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def read_wish(scope_: dict[str, Any]) -> Wish:
    """Return what the connection asks for, or turn it away."""
    if scope_["method"] != "GET":
        raise Turned(405)
    try:
        request = ASGIRequest(scope_, BytesIO())
        request.get_host()
        rooms = frozenset(request.GET.getlist("room"))
        asked = request.GET.get("lang", "")
    except (DisallowedHost, BadRequest, UnicodeError) as error:
        raise Turned(400) from error
    if not 1 <= len(rooms) <= MOST_ROOMS or not all(_ROOM.fullmatch(one) for one in rooms):
        raise Turned(400)
    return Wish(
        slug=request.path_info.split("/", 2)[1],
        rooms=rooms,
        language=asked if asked in dict(settings.LANGUAGES) else translation.get_language_from_request(request),
        # Where the line broke or, on a new page, where the page was made: what happened since then it has not seen.
        since=Position.parse((request.headers.get("Last-Event-ID") or request.GET.get("from", ""))[:60]),
        session=request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""),
        block=address_block(request),
    )


def known_visitor(wish: Wish) -> Access | None:
    """Return the access of someone without a session to a campaign asked for a moment ago: no query at all."""
    known = _known.get(wish.slug)
    if wish.session or known is None or known[0] < time.monotonic():
        return None
    return Access(known[1], wish.language)


def admit(wish: Wish) -> Access:
    """Return what the reader may hear, or turn it away; asks the database."""
    campaign = None if wish.slug in RESERVED_SLUGS else campaign_at(wish.slug)
    if campaign is None:
        _known.pop(wish.slug, None)
        raise Turned(404)
    _known[wish.slug] = (time.monotonic() + REMEMBER, campaign.pk)
    account_id = account_of(wish.session) if wish.session else None
    if account_id is None:
        return Access(campaign.pk, wish.language)
    with scope(campaign.pk):
        actor = present_actor(campaign.pk, account_id)
        own = frozenset(room("community", pk) for pk in community_ids_of(actor))
    return Access(campaign.pk, wish.language, actor.is_member, actor.is_steward, own)


def account_of(session: str) -> uuid.UUID | None:
    """Return whose session it is, None for nobody's."""
    request = ASGIRequest({"type": "http", "method": "GET", "path": "/", "headers": []}, BytesIO())
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
    user = get_user(request)
    return user.pk if user.is_authenticated else None
