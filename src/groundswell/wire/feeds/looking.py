"""Looks at an address once: is it a feed, does its site name one, where else might one be; or what a page is about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from groundswell.wire.feeds.addresses import address_key, usual_places
from groundswell.wire.feeds.fetching import Fetched, Fetcher
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Feed, FoundFeed, Sandbox, SitePage

ROBOT = "Groundswell"
_ROBOTS_LIMIT, _ROBOTS_SECONDS = 500_000, 6.0
_NAMED = 3  # of the feeds that a page names, how many are tried

Parse = Callable[[Fetched], Awaitable[Feed | SitePage]]


@dataclass(frozen=True, slots=True)
class Found:
    """A feed, where it lies, and what else its site offers."""

    feed: Feed
    fetched: Fetched
    address: str
    offered: list[FoundFeed]


async def find_feed(page: SitePage, address: str, *, fetcher: Fetcher, parse: Parse) -> Found:
    """Return the feed of a site whose page lies at ``address``: one that it names, else one at a usual place."""
    named = list({address_key(one.address): one for one in page.feeds if one.address}.values())
    places = [one.address for one in named[:_NAMED]] or usual_places(address)
    for place in places:
        try:
            fetched = await fetcher.fetch(place, named_by_page=urlsplit(place).netloc != urlsplit(address).netloc)
            found = await parse(fetched)
        except CannotUse:
            continue
        if isinstance(found, Feed):
            others = [one for one in named if one.address != place]
            return Found(found, fetched, fetched.moved_to or place, others)
    raise CannotUse("not_a_feed")


async def may_be_read(address: str, *, fetcher: Fetcher) -> bool:
    """Whether a site lets programs read a page: what its robots.txt says of us, or of everybody."""
    try:
        fetched = await fetcher.fetch(urljoin(address, "/robots.txt"), limit=_ROBOTS_LIMIT, seconds=_ROBOTS_SECONDS)
    except CannotUse as refusal:
        # No such file: no rule. A site that cannot say what it wants is left alone.
        return refusal.code not in {"failed", "busy", "too_slow"}
    rules = RobotFileParser()
    try:
        rules.parse(fetched.content.decode("utf-8", "replace").splitlines())
        return rules.can_fetch(ROBOT, address)
    except ValueError:  # a file that is none: no rule
        return True


async def is_gone(address: str, *, fetcher: Fetcher) -> bool:
    """Whether a page says that nothing is there any more; asked only where its site lets programs look, and never read."""
    if not await may_be_read(address, fetcher=fetcher):
        return False
    try:
        await fetcher.fetch(address, limit=1, named_by_page=True)
    except CannotUse as refusal:
        return refusal.code in {"missing", "gone"}
    return False


async def look_at_page(address: str, *, fetcher: Fetcher, sandbox: Sandbox) -> tuple[SitePage, str]:
    """Return what a page says of itself and where it lies in the end; CannotUse where its site does not wish to be read."""
    if not await may_be_read(address, fetcher=fetcher):
        raise CannotUse("robots")
    fetched = await fetcher.fetch(address)
    found = await asyncio.to_thread(sandbox.parse, fetched.content, content_type=fetched.content_type, address=fetched.address)
    if not isinstance(found, SitePage):
        raise CannotUse("no_title")
    return found, fetched.address
