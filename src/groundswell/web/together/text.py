"""The document of one room: takes in what browsers send, refuses what it cannot be, knows whose each piece is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from groundswell.responses import shared_text

TOGETHER = 300  # updates that are kept apart before they become one


class SharedDocument:
    """What is written, as far as it is known here."""

    def __init__(self, updates: Sequence[bytes], owners: Mapping[int, uuid.UUID]) -> None:
        self._doc = shared_text.document(updates)
        self._base, self._since = bytes(self._doc.get_update()), list[bytes]()
        self._owners = dict(owners)
        self._clocks = shared_text.clocks(self.state())
        self._fresh: dict[int, uuid.UUID] = {}

    def state(self) -> bytes:
        """Return how far each browser has written."""
        return bytes(self._doc.get_state())

    def missing(self, state: bytes) -> bytes:
        """Return what somebody lacks who is at ``state``."""
        return bytes(self._doc.get_update(state))

    def add(self, updates: Sequence[bytes], owners: Mapping[int, uuid.UUID]) -> None:
        """Take in what another process stored."""
        for update in updates:
            self._doc.apply_update(update)
        self._owners |= owners
        self._clocks = shared_text.clocks(self.state())
        self._keep(updates)

    def take_in(self, member: uuid.UUID, update: bytes) -> str:
        """Take in what a browser of ``member`` sent; return why not, in which case nothing of it stays."""
        refusal = self._written(member, update)
        if refusal:
            self._doc = shared_text.document([self._base, *self._since])
            self._clocks = shared_text.clocks(self.state())
        elif update != shared_text.NOTHING:
            self._keep([update])
        return refusal

    def take_fresh(self) -> dict[int, uuid.UUID]:
        """Return the browsers that wrote for the first time since this was asked, with whose they are."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def _written(self, member: uuid.UUID, update: bytes) -> str:
        before = self._clocks
        try:
            begin = shared_text.begins(update)
            if begin is not None and begin[1] > before.get(begin[0], 0):
                return "garbled"  # something is missing before it: no browser of ours sends that
            self._doc.apply_update(update)
        except Exception:  # whatever the library says: it could not be read
            return "garbled"
        after = shared_text.clocks(self.state())
        grown = [one for one, clock in after.items() if clock > before.get(one, 0)]
        if any(one in before and self._owners.get(one) != member for one in grown):
            return "garbled"  # under somebody else's name
        if shared_text.is_too_long(self._doc):
            return "full"
        self._clocks = after
        fresh = {one: member for one in grown if one not in before}
        self._fresh |= fresh
        self._owners |= fresh
        return ""

    def _keep(self, updates: Sequence[bytes]) -> None:
        """Remember what the document was made of: writing all of it down at every keystroke would cost more than the rest."""
        self._since += updates
        if len(self._since) > TOGETHER:
            self._base, self._since = bytes(self._doc.get_update()), []
