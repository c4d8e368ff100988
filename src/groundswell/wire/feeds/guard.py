"""Which machines may be asked: those of the open web."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

from django.conf import settings

from groundswell.wire.feeds.refusals import CannotUse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

# In these networks an IPv4 address is written inside an IPv6 one: what lies inside is what is reached.
_CARRIES_IPV4 = tuple(ipaddress.IPv6Network(one) for one in ("64:ff9b::/96", "::/96"))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open web: not private, local, shared, reserved or for many."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in network for network in _CARRIES_IPV4):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local or address.is_unspecified
    )


def is_web_port(port: int) -> bool:
    """Whether a port may hold a site: below 1024 live mail, names and the rest of what is no page."""
    return port in {80, 443} or port >= 1024


def is_opened(host: str, port: int) -> bool:
    """Whether the environment opens this one origin (the demo and the tests serve feeds from their own machine)."""
    return bool(settings.FETCH_ALLOW) and f"{host}:{port}".lower() == settings.FETCH_ALLOW.lower()


async def look_up(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise CannotUse("no_name") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def literal(host: str) -> Address | None:
    """Return the address that a host is written as; None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
