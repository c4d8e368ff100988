"""Answers what a crowd without accounts asks for at once: from memory, and what it leaves behind written for many together.

A link that is passed on is opened by thousands within minutes. Each visit is a row, and no page is sent before its row is
stored: but the rows of all who wait are written in one transaction while the next gather, which costs a tenth of a
transaction for each. Anything else, and whatever goes wrong here, takes the ordinary way.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.http import parse_cookie

from groundswell.campaigns.models import RESERVED_SLUGS
from groundswell.campaigns.selectors import enter
from groundswell.kit.ids import code
from groundswell.web.public_pages import ASKED_BY, OWN_COOKIES, TELL, Newest, Page

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Pages = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST = 500  # answers kept in one process
LARGEST = 60_000
AT_ONCE = 400  # how many share a transaction
# The page of a link may be this old, whatever happens in the campaign: while it spreads, somebody takes a link each second.
YOUNG = 2.0
_LANGUAGE = settings.LANGUAGE_COOKIE_NAME
_SAID = ("host", "accept-language", "x-forwarded-proto", *(name.lower() for name in ASKED_BY))

_log = structlog.get_logger("groundswell.web")


@dataclass(frozen=True, slots=True)
class _Kept:
    page: Page
    headers: tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    page: Page
    headers: Mapping[str, str]
    answer: asyncio.Future[bool]


class Crowds:
    """Stands before the pages; ``environ`` is the key of a scope under which they are told more than the request."""

    def __init__(self, pages: Pages, *, environ: str) -> None:
        self._pages = pages
        self._environ = environ
        self._kept: Newest[_Kept] = Newest(MOST)
        self._waiting: dict[str, list[_Waiting]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="crowds")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or have the page made and remember it."""
        headers = _headers(scope)
        slug = scope["path"][1:].partition("/")[0]  # a path may be "*"
        if scope["method"] != "GET" or slug in RESERVED_SLUGS or not _is_for_all(headers):
            await self._pages(scope, receive, send)
            return
        key = (scope["path"], scope["query_string"], _language(headers), *(headers.get(name) for name in _SAID))
        kept = self._kept.get(key)
        if kept is not None and await self._is_true(slug, kept.page, headers):
            await _send(kept, send)
            return
        told: list[Page] = []
        start: dict[str, Any] = {}

        async def watched(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            await send(message)

        await self._pages({**scope, self._environ: {TELL: told.append}}, receive, watched)
        if told and start.get("status") == 200 and len(told[-1].body) <= LARGEST:
            own = {b"x-request-id", b"content-length"}
            self._kept.keep(key, _Kept(told[-1], tuple(pair for pair in start["headers"] if pair[0] not in own)))

    async def _is_true(self, slug: str, page: Page, headers: Mapping[str, str]) -> bool:
        """Wait for the next transaction; False if the page has to be made anew."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(slug, []).append(_Waiting(page, headers, answer))
        if slug not in self._tasks:
            self._tasks[slug] = asyncio.create_task(self._answer_all(slug))
        return await answer

    async def _answer_all(self, slug: str) -> None:
        """One transaction after the other, each for all who came while the last one ran."""
        loop = asyncio.get_running_loop()
        try:
            while waiting := self._waiting.pop(slug, None):
                turn, rest = waiting[:AT_ONCE], waiting[AT_ONCE:]
                if rest:
                    self._waiting[slug] = rest
                try:
                    answers = await loop.run_in_executor(self._threads, _look, slug, turn)
                except Exception:  # each takes the ordinary way and learns there what is wrong
                    _log.warning("crowd_sent_on", exc_info=True)
                    answers = [False] * len(turn)
                for one, answer in zip(turn, answers, strict=True):
                    if not one.answer.done():  # who left meanwhile waits no more
                        one.answer.set_result(answer)
        finally:
            del self._tasks[slug]


def _headers(scope: Scope) -> Mapping[str, str]:
    """Names in small letters; what is said twice is one, as the pages read it."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name, said = raw.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}; {said}" if name in found else said
    return found


def _is_for_all(headers: Mapping[str, str]) -> bool:
    cookies = headers.get("cookie", "")
    return not any(f"{name}=" in cookies for name in OWN_COOKIES)


def _language(headers: Mapping[str, str]) -> str:
    """Return the language chosen, read exactly as the pages read it: nobody chooses one for the others."""
    cookies = headers.get("cookie", "")
    return parse_cookie(cookies).get(_LANGUAGE, "") if _LANGUAGE in cookies else ""


def _look(slug: str, waiting: Sequence[_Waiting]) -> list[bool]:
    """Say which of these pages still hold, and write what showing them leaves behind: one transaction for all."""
    began = time.perf_counter()
    close_old_connections()
    try:
        with transaction.atomic():
            campaign = enter(slug)
            stamp = campaign.stamp if campaign is not None else None  # type: ignore[attr-defined]
            true = [_holds(one.page, stamp) for one in waiting]
            traces: dict[Any, list[object]] = {}
            for one, holds in zip(waiting, true, strict=True):
                showing = one.page.showing
                if holds and showing is not None and (trace := showing.trace("GET", one.headers)) is not None:
                    traces.setdefault(type(showing), []).append(trace)
            for kind, left in traces.items():
                kind.write(left)
    except Exception:
        connection.close()
        raise
    shown = Counter(one.page.match.view_name for one, holds in zip(waiting, true, strict=True) if holds)
    for name, times in shown.items():
        ms = round((time.perf_counter() - began) * 1000, 1)
        _log.info("request", method="GET", page=name, status=200, times=times, ms=ms)
    return true


def _holds(page: Page, stamp: str | None) -> bool:
    at = time.monotonic()
    if stamp is None or at >= page.until:
        return False
    return page.stamp == stamp or (page.showing is not None and at < page.made + YOUNG)


async def _send(kept: _Kept, send: Send) -> None:
    showing, body = kept.page.showing, kept.page.body
    if showing is not None:
        body = showing.body(body)
    own = [(b"content-length", str(len(body)).encode()), (b"x-request-id", code(12).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": [*kept.headers, *own]})
    await send({"type": "http.response.body", "body": body})
