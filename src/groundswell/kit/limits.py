"""Counts deeds in windows of time, so that one person or one address block cannot flood the rest."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import ngettext

from groundswell.kit.clock import now
from groundswell.kit.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` of one deed in ``seconds``."""

    deed: str
    times: int
    seconds: int


def address_block(request: HttpRequest) -> str:
    """Return the block an address belongs to (/24 or /48): enough to slow a flood, too coarse to know a person."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, prefix), strict=False))


def spend(limit: Limit, who: str) -> None:
    """Count one deed of ``who``; raise TooMany, in words, when the window is full.

    ``who`` is stored only as a keyed hash that changes every day, and rows are swept after a day: nobody can be looked up.
    """
    at = now()
    window = int(at.timestamp()) // limit.seconds
    secret = f"{settings.SECRET_KEY}:{at:%Y-%m-%d}".encode()
    key = hmac.new(secret, f"{limit.deed}:{who}".encode(), hashlib.sha256).hexdigest()[:40]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_spent AS spent (key, win, ends, times) VALUES (%s, %s, to_timestamp(%s), 1) "
            "ON CONFLICT (key, win) DO UPDATE SET times = spent.times + 1 RETURNING times",
            [key, window, (window + 1) * limit.seconds],
        )
        (times,) = cursor.fetchone()
    if times > limit.times:
        minutes = max(1, -(-((window + 1) * limit.seconds - int(at.timestamp())) // 60))
        raise TooMany(
            ngettext(
                "That was a lot in a short time. Please try again in %(minutes)d minute.",
                "That was a lot in a short time. Please try again in %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes}
        )
