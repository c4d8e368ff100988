"""Who is where in one room: told a few times a second, however often cursors move; never stored."""

from __future__ import annotations

from collections.abc import Iterable

from groundswell.web.together import protocol
from groundswell.web.together.desk import Desk
from groundswell.web.together.protocol import Presence

TELL_EVERY = 0.2  # seconds
MOST_CLIENTS = 4  # that one browser may call itself
MOST_BYTES = 5_000  # of one message: PostgreSQL carries eight thousand in a notice, and these grow by a third on the way


class Presences:
    """Those at the desks of this process, and what of them was not told yet."""

    def __init__(self) -> None:
        self._present: dict[int, Presence] = {}
        self._moved: dict[int, Presence] = {}

    def all(self) -> list[Presence]:
        """Return everybody."""
        return list(self._present.values())

    def hear(self, desk: Desk, said: Iterable[Presence]) -> None:
        """Take what a browser says of itself, under its writer's name; it speaks for nobody else."""
        for one in said:
            named = protocol.named(one, desk.name, str(desk.member_id))
            is_new = one.client not in self._present and len(desk.clients) < MOST_CLIENTS
            if is_new or one.client in desk.clients:
                desk.clients.add(one.client)
                self._present[one.client] = self._moved[one.client] = named

    def leave(self, desk: Desk) -> None:
        """The browser is gone, and with it its cursor."""
        for client in desk.clients:
            if gone := self._present.pop(client, None):
                # At the clock it had: when the same page comes again, its next word is newer than this.
                self._moved[client] = Presence(client, gone.clock, "null")

    def tell_again(self) -> None:
        """Somebody came elsewhere: everybody is told once more."""
        self._moved |= self._present

    def take_moved(self) -> list[bytes]:
        """Return what was not told yet, in messages that fit into a notice."""
        groups: list[list[Presence]] = [[]]
        size = 0
        for one in self._moved.values():
            length = len(one.state.encode()) + 20
            if groups[-1] and size + length > MOST_BYTES:
                groups.append([])
                size = 0
            groups[-1].append(one)
            size += length
        self._moved = {}
        return [protocol.awareness(group) for group in groups if group]

    def __bool__(self) -> bool:
        return bool(self._moved)
