"""What happens after a deed: the chains of an answer are summed up anew when somebody takes a link."""

from __future__ import annotations

import uuid

from groundswell.kit.actor import machine
from groundswell.pulse.reading import Row
from groundswell.sharing.services import sum_up_chain


def sum_up(row: Row) -> None:
    """Sum up the chains of the answer that ``row`` is about; a hundred links in a batch cost one reckoning."""
    sum_up_chain(response_id=uuid.UUID(row.data["response"]), actor=machine(row.campaign_id), cause=row.seq)
