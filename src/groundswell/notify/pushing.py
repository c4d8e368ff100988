"""Hands messages to push services: on the open web only, by the address that was checked, and briefly."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Any

import httpcore
import structlog

from groundswell.notify import webpush
from groundswell.notify.models import Device
from groundswell.wire.feeds.door import Door
from groundswell.wire.feeds.refusals import CannotUse

SECONDS = 10.0
_KEPT = str(24 * 3600)  # seconds a push service keeps it for a phone that is off
log = structlog.get_logger("groundswell.notify")


class Fate(Enum):
    """What became of one message."""

    TAKEN = "taken"
    GONE = "gone"  # nobody listens there any more
    LATER = "later"  # certainly not taken: try again
    REFUSED = "refused"
    UNSURE = "unsure"


def push(devices: Sequence[Device], message: dict[str, Any]) -> list[Fate]:
    """Hand one message to all these devices at once; returns what became of each."""
    text = json.dumps(message, ensure_ascii=False).encode()
    return asyncio.run(_push(devices, text))


async def _push(devices: Sequence[Device], text: bytes) -> list[Fate]:
    return list(await asyncio.gather(*(_to_one(device, text) for device in devices)))


async def _to_one(device: Device, text: bytes) -> Fate:
    body = webpush.encrypted(text, key=webpush.padded(device.key), secret=webpush.padded(device.secret))
    headers = {
        "Authorization": webpush.signature(device.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": _KEPT,
        "Urgency": "normal",
    }
    try:
        async with asyncio.timeout(SECONDS):
            return _fate(await _post(device.endpoint, headers, body))
    except (CannotUse, httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
        log.warning("push_not_handed_over", failure=type(failure).__name__)
        return Fate.REFUSED if isinstance(failure, CannotUse) and failure.code == "forbidden" else Fate.LATER
    except (TimeoutError, OSError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as failure:
        log.warning("push_unsure", failure=type(failure).__name__)
        return Fate.UNSURE


async def _post(endpoint: str, headers: dict[str, str], body: bytes) -> int:
    # Never redirected: a push service answers where the browser said it does.
    door = Door(first=True)
    async with httpcore.AsyncConnectionPool(ssl_context=_tls(), network_backend=door, max_connections=1) as pool:
        response = await pool.request("POST", endpoint, headers=list(headers.items()), content=body)
        return response.status


def _fate(status: int) -> Fate:
    if status in {200, 201, 202, 204}:
        return Fate.TAKEN
    if status in {404, 410}:
        return Fate.GONE
    return Fate.LATER if status == 429 or status >= 500 else Fate.REFUSED


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
