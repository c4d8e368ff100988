"""Counts deeds in windows of time, so that one person or one address block cannot flood the rest."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import ngettext

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import TooMany

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` of one deed in ``seconds``, counted by account, address block, campaign or another key.

    A key that others can name (a mailbox) is counted within a block first, and loosely over all: or anyone could lock its
    owner out by using it up.
    """

    deed: str
    times: int
    seconds: int
    by: Literal["account", "block", "campaign", "key", "key in block"] = "key"


@dataclass(frozen=True, slots=True)
class _Count:
    key: str
    window: int
    ends: int


_counted: ContextVar[list[_Count] | None] = ContextVar("counted", default=None)


def address_block(request: HttpRequest) -> str:
    """Return the block an address belongs to (/24 or /48): enough to slow a flood, too coarse to know a person."""
    try:
        address = ipaddress.ip_address(_address(request))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, prefix), strict=False))


def _address(request: HttpRequest) -> str:
    if not settings.BEHIND_PROXY:
        return str(request.META.get("REMOTE_ADDR", ""))
    # Only the last entry is our own proxy's word; anything before it was sent by the client and may be made up.
    return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()


def spend_all(limits: Sequence[Limit], *, request: HttpRequest, actor: Actor, key: str = "") -> None:
    """Count one deed against each of its limits, always in their order; raise TooMany when one is full.

    A visitor has no account and a page outside campaigns no campaign: those limits are passed over. ``key`` is what a
    limit by key counts (an e-mail address, a code).
    """
    key, block = key.strip().lower(), address_block(request)
    sources = {
        "account": str(actor.account_id or ""),
        "block": block,
        "campaign": str(actor.campaign_id or ""),
        "key": key,
        "key in block": f"{block} {key}" if key else "",
    }
    for limit in limits:
        if source := sources[limit.by]:
            spend(limit, f"{limit.by}:{source}")


def spend(limit: Limit, who: str) -> None:
    """Count one deed of ``who``; raise TooMany, in words, when the window is full.

    ``who`` is stored only as a keyed hash that changes every day, and rows are swept after a day: nobody can be looked up.
    """
    at = now()
    window = int(at.timestamp()) // limit.seconds
    secret = f"{settings.SECRET_KEY}:{at:%Y-%m-%d}".encode()
    key = hmac.new(secret, f"{limit.deed}:{who}".encode(), hashlib.sha256).hexdigest()[:40]
    count = _Count(key, window, (window + 1) * limit.seconds)
    times = _count(count)
    if (undone := _counted.get()) is not None:
        undone.append(count)
    if times > limit.times:
        raise TooMany(_try_again(count.ends - int(at.timestamp())))


def _count(count: _Count) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_spent AS spent (key, win, ends, times) VALUES (%s, %s, to_timestamp(%s), 1) "
            "ON CONFLICT (key, win) DO UPDATE SET times = spent.times + 1 RETURNING times",
            [count.key, count.window, count.ends],
        )
        return int(cursor.fetchone()[0])


def _try_again(seconds: int) -> str:
    minutes = max(1, -(-seconds // MINUTE))
    if minutes >= 2 * HOUR // MINUTE:
        hours = -(-minutes // 60)
        return ngettext(
            "That was a lot in a short time. Please try again in %(hours)d hour.",
            "That was a lot in a short time. Please try again in %(hours)d hours.",
            hours,
        ) % {"hours": hours}
    return ngettext(
        "That was a lot in a short time. Please try again in %(minutes)d minute.",
        "That was a lot in a short time. Please try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


class Tally:
    """What one deed has counted so far."""

    def __init__(self, counts: list[_Count]) -> None:
        self._counts = counts

    def keep(self) -> None:
        """Count again what went with a savepoint: an attempt that was refused is an attempt as well."""
        if not connection.needs_rollback:
            for count in self._counts:
                _count(count)


@contextmanager
def tally() -> Iterator[Tally]:
    """Note what is counted inside, so that it can be kept when the deed inside is undone."""
    counts: list[_Count] = []
    token = _counted.set(counts)
    try:
        yield Tally(counts)
    finally:
        _counted.reset(token)
