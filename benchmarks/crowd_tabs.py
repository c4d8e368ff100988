"""Tabs of those who write together in the load run: some note when they see which sign of whom, the others only type."""

from __future__ import annotations

import time
from typing import Any


def screen(typed: dict[int, list[float]], waits: list[float]) -> Any:
    """Return a tab that notes when it saw which sign of whom."""
    from tests.together import Tab

    from groundswell.responses import shared_text

    class Screen(Tab):
        def __init__(self) -> None:
            super().__init__()
            self.clocks: dict[int, int] = {}

        def hear(self, message: bytes) -> bytes | None:
            answer = super().hear(message)
            at, before = time.monotonic(), self.clocks
            self.clocks = shared_text.clocks(bytes(self.doc.get_state()))
            for client, times in typed.items():
                if client != self.doc.client_id:
                    waits.extend(at - one for one in times[before.get(client, 0) : self.clocks.get(client, 0)])
            return answer

    return Screen()


def blind() -> Any:
    """Return a tab that types and, once it knows the text, does not look at what the others do."""
    from tests.together import Tab

    from groundswell.web.together.protocol import STORED, SYNC

    class Blind(Tab):
        def hear(self, message: bytes) -> bytes | None:
            return super().hear(message) if message[0] == STORED or (message[0] == SYNC and not self.is_met) else None

    return Blind()
