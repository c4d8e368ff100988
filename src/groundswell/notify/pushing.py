"""Hands messages to push services: on the open web only, by the address that was checked, and briefly."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Sequence
from functools import cache
from typing import Any

import httpcore
import structlog

from groundswell.notify import webpush
from groundswell.notify.fates import Fate
from groundswell.notify.models import Device
from groundswell.wire.feeds.door import Door
from groundswell.wire.feeds.refusals import CannotUse

SECONDS = 5.0  # one message may take
_AT_ONCE = 64  # open lines
_KEPT = str(24 * 3600)  # seconds a push service keeps it for a phone that is off
log = structlog.get_logger("groundswell.notify")


def push(messages: Sequence[tuple[Sequence[Device], dict[str, Any]]]) -> list[list[Fate]]:
    """Hand messages to their devices, all at once; returns for each what became of it on each of its devices."""
    return asyncio.run(_push(messages))


async def _push(messages: Sequence[tuple[Sequence[Device], dict[str, Any]]]) -> list[list[Fate]]:
    side_by_side = asyncio.Semaphore(_AT_ONCE)
    return [list(found) for found in await asyncio.gather(*(_to_all(*one, side_by_side) for one in messages))]


async def _to_all(devices: Sequence[Device], message: dict[str, Any], side_by_side: asyncio.Semaphore) -> list[Fate]:
    text = json.dumps(message, ensure_ascii=False).encode()
    return list(await asyncio.gather(*(_in_turn(device, text, side_by_side) for device in devices)))


async def _in_turn(device: Device, text: bytes, side_by_side: asyncio.Semaphore) -> Fate:
    async with side_by_side:
        return await _to_one(device, text)


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
