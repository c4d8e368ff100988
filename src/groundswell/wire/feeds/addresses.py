"""Reads the address of a site or a feed as people paste it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from groundswell.kit.text import web_link
from groundswell.wire.feeds.guard import is_opened, is_public, is_web_port
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.reading.entries import hashed, same_address

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")  # a number after it is a port
_FEED_SCHEME = re.compile(r"feed:(?://)?", re.IGNORECASE)
_HOST = re.compile(r"[^\s/?#@:]+\.[^\s/?#@:.]{2,}")
# Where sites that name no feed keep one; asked one after another.
_USUAL = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")


def pasted(text: str) -> str:
    """Return the address that somebody means; CannotUse when it is none of the open web."""
    text = text.strip()
    if _FEED_SCHEME.match(text):
        rest = _FEED_SCHEME.sub("", text, count=1)
        text = rest if _SCHEME.match(rest) else f"http://{rest}"
    elif not _SCHEME.match(text) and _HOST.match(text):
        text = f"https://{text}"
    found = web_link(text)
    try:
        parts = urlsplit(found)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError as error:
        raise CannotUse("address") from error
    if not found or parts.username is not None:
        raise CannotUse("address")
    if not is_opened(host, port) and (not is_web_port(port) or _is_inside(host)):
        raise CannotUse("forbidden")
    return urlunsplit(parts._replace(path=parts.path or "/", fragment=""))


def _is_inside(host: str) -> bool:
    """Whether a host is of our own machine or network by its very name; what a name leads to is looked at when it is read."""
    try:
        return not is_public(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return host.lower().rstrip(".") == "localhost" or host.lower().endswith((".localhost", ".local", ".internal"))


def address_key(address: str) -> str:
    """Return the key by which an address is known: http and https are one, and so are the signs before a name."""
    parts = urlsplit(same_address(address))
    return hashed("feed", urlunsplit(parts._replace(scheme="https", path=parts.path.rstrip("/"))))


def host_of(address: str) -> str:
    """Return the name of a site, in the letters that the web reads, without "www."."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = host.encode("ascii", "replace").decode("ascii")
    return host.removeprefix("www.")


def usual_places(address: str) -> list[str]:
    """Return where a site may keep a feed that its page does not name."""
    root = urljoin(address, "/")
    return [urljoin(root, place) for place in _USUAL]
