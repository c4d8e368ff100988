"""What happens each time the page of a link is shown: the visit is counted, and the page's form gets a key of its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex

from groundswell.sharing.services import record_visits
from groundswell.sharing.services.linking import Opening
from groundswell.sharing.visitors import kind_of_visit


@dataclass(frozen=True, slots=True)
class Opened:
    """One link's page, shown to somebody (``kit.shared.Showing``)."""

    campaign_id: uuid.UUID
    pass_on_id: uuid.UUID
    own: bool  # whose link it is looks at it: no visit
    key: str  # what stands in the page until it is shown

    def trace(self, method: str, headers: Mapping[str, str]) -> Opening | None:
        """Return the visit, where it is one."""
        kind = None if self.own else kind_of_visit(method, headers)
        return Opening(self.campaign_id, self.pass_on_id, kind) if kind else None

    @staticmethod
    def write(traces: Sequence[Opening]) -> None:
        """Count the visits."""
        record_visits(opened=traces)

    def body(self, body: bytes) -> bytes:
        """Return the page with a key of its own in its form."""
        return body.replace(self.key.encode(), token_hex(8).encode())
