"""Fetches one page of the open web: never from a private network, at most 5 MB, 15 seconds and five redirects in all."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import quote, urljoin, urlsplit

import httpcore
from django.conf import settings

from groundswell import __version__
from groundswell.kit.clock import now
from groundswell.kit.text import web_link
from groundswell.wire.feeds.door import Door
from groundswell.wire.feeds.guard import Resolve, look_up
from groundswell.wire.feeds.inflating import Inflater
from groundswell.wire.feeds.parser import LARGEST
from groundswell.wire.feeds.refusals import CannotUse

LIMIT = LARGEST  # bytes, unpacked
SECONDS = 15.0
REDIRECTS = 5
_LONGEST_WAIT = 7 * 86_400.0
_MOVED, _MOVED_FOR_GOOD = frozenset({301, 302, 303, 307, 308}), frozenset({301, 308})
_REFUSALS = {401: "kept_out", 403: "kept_out", 404: "missing", 410: "gone", 429: "busy", 451: "kept_out", 503: "busy"}
_FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.7, */*;q=0.5"


def agent() -> str:
    """Return the name we go by, with an address where a site's keeper finds out who we are."""
    return f"Groundswell/{__version__} (+{settings.FETCH_CONTACT})"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a site sent; ``content`` is empty when nothing is new (304)."""

    status: int
    address: str  # where it came from in the end
    moved_to: str  # the same, when every site on the way said that the move is for good; else empty
    content: bytes
    content_type: str
    etag: str
    modified: str

    @property
    def is_new(self) -> bool:
        """Whether there is something that the last fetch did not bring."""
        return self.status != 304


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    content: bytes


class Fetcher:
    """Fetches pages; the tests give it a web of their own."""

    def __init__(self, *, resolve: Resolve = look_up, wire: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._resolve = resolve
        self._wire = wire

    async def fetch(
        self,
        address: str,
        *,
        etag: str = "",
        modified: str = "",
        limit: int = LIMIT,
        seconds: float = SECONDS,
        named_by_page: bool = False,
    ) -> Fetched:
        """Return what lies at ``address``; CannotUse says what was wrong. ``etag`` and ``modified`` are what it sent last.

        ``named_by_page``: a site gave us this address, which it may not use to reach the origin that the environment opens.
        """
        headers = {"User-Agent": agent(), "Accept": _FEEDS, "Accept-Encoding": "gzip, deflate"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(address, headers, limit, first=not named_by_page)
        except TimeoutError as error:
            raise CannotUse("too_slow") from error

    async def _follow(self, address: str, headers: dict[str, str], limit: int, *, first: bool) -> Fetched:
        for_good = True
        start = address
        for hop in range(REDIRECTS + 1):
            answer = await self._ask(address, headers, limit, first=first and hop == 0)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return _checked(answer, address, address if for_good and address != start else "")
            for_good = for_good and answer.status in _MOVED_FOR_GOOD
            try:
                address = urljoin(address, answer.headers["location"])
            except ValueError as error:
                raise CannotUse("address") from error
        raise CannotUse("redirects")

    async def _ask(self, address: str, headers: dict[str, str], limit: int, *, first: bool) -> _Answer:
        url = _url(address)
        door = Door(first=first, resolve=self._resolve, wire=self._wire)
        try:
            # A connection of its own for each request: one that is kept was checked for another name.
            async with (
                httpcore.AsyncConnectionPool(ssl_context=_tls(), network_backend=door, max_connections=1) as pool,
                pool.stream("GET", url, headers=list(headers.items())) as response,
            ):
                heads = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                content = await _read(response, heads, limit) if response.status == 200 else b""
                return _Answer(response.status, heads, content)
        except (httpcore.ConnectError, httpcore.ReadError, httpcore.WriteError, OSError) as error:
            raise CannotUse("secure" if _is_about_trust(error) else "no_answer") from error
        except httpcore.TimeoutException as error:
            raise CannotUse("too_slow") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise CannotUse("garbled") from error


async def _read(response: httpcore.Response, headers: dict[str, str], limit: int) -> bytes:
    said = headers.get("content-length", "")
    if said.isdigit() and int(said) > limit:
        raise CannotUse("too_big")
    inflater = Inflater(headers.get("content-encoding", ""), limit=limit)
    return b"".join([inflater.take(part) async for part in response.aiter_stream()])


def _checked(answer: _Answer, address: str, moved_to: str) -> Fetched:
    if answer.status not in {200, 304}:
        code = _REFUSALS.get(answer.status) or ("failed" if answer.status >= 500 else "status")
        raise CannotUse(code, wait=wait_said(answer.headers.get("retry-after", "")), status=answer.status)
    return Fetched(
        status=answer.status,
        address=address,
        moved_to=moved_to,
        content=answer.content,
        content_type=answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag", "")[:200],
        modified=answer.headers.get("last-modified", "")[:100],
    )


def wait_said(text: str) -> float | None:
    """Return the seconds a site asks us to wait (a number of seconds, or a date), at most a week."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(text) - now()).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _url(address: str) -> httpcore.URL:
    """Return the parts of an address as they go over the line; CannotUse when it is none of a page."""
    if not web_link(address):
        raise CannotUse("address")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = _host(parts.hostname or "")
    except (ValueError, UnicodeError) as error:
        raise CannotUse("address") from error
    if parts.username is not None or parts.password is not None or not host:
        raise CannotUse("address")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    )
    return httpcore.URL(scheme=parts.scheme.lower(), host=host, port=port or _port(parts.scheme), target=target)


def _host(name: str) -> bytes:
    return name.encode("ascii") if name.isascii() else name.encode("idna")


def _port(scheme: str) -> int:
    return 443 if scheme.lower() == "https" else 80


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _is_about_trust(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def fetch_now(address: str, *, limit: int = LIMIT, seconds: float = SECONDS, fetcher: Fetcher | None = None) -> Fetched:
    """Fetch one page from code that is not asynchronous: a job (never a view, which others wait behind)."""
    return asyncio.run((fetcher or Fetcher()).fetch(address, limit=limit, seconds=seconds))
