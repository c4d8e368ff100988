"""Opens connections to the open web, by the very address that was checked: a name is looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpcore

from groundswell.wire.feeds.guard import Resolve, is_opened, is_public, is_web_port, literal, look_up
from groundswell.wire.feeds.refusals import CannotUse

_TRIES = 4


class Door(httpcore.AsyncNetworkBackend):
    """Opens connections to the open web only. The name is looked up once, and the checked address is the one connected to.

    ``first``: nobody has sent us here, so that the one origin which the environment opens may be asked.
    """

    def __init__(self, *, first: bool, resolve: Resolve = look_up, wire: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._first = first
        self._resolve = resolve
        self._wire = wire or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address that answers."""
        failure: Exception = CannotUse("no_answer")
        for address in await self.checked(host, port):
            try:
                return await self._wire.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                failure = error
        raise failure

    async def checked(self, host: str, port: int) -> list[str]:
        """Return the addresses of ``host`` that may be asked; CannotUse when there is none."""
        host = host.strip("[]")
        written = literal(host)
        found = [str(written)] if written else await self._resolve(host, port)
        if self._first and is_opened(host, port):
            return found[:_TRIES]
        public = [one for one in found if (address := literal(one)) and is_public(address)]
        if not public or not is_web_port(port):
            raise CannotUse("forbidden" if found else "no_name")
        return public[:_TRIES]
