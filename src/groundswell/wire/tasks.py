"""What the wire does after a deed: it places ground reports in stories, and follows what hosts hide."""

from __future__ import annotations

import uuid
from collections import OrderedDict

from groundswell.kit.actor import machine
from groundswell.pulse.reading import Row
from groundswell.wire.services.placing import mark_hidden, place_report
from groundswell.wire.services.stream import CampaignStream

_KEPT = 4  # campaigns whose stream this process keeps in memory; reading one again takes seconds
_streams: OrderedDict[uuid.UUID, CampaignStream] = OrderedDict()


def _stream(campaign_id: uuid.UUID) -> CampaignStream:
    found = _streams.setdefault(campaign_id, CampaignStream(campaign_id))
    _streams.move_to_end(campaign_id)
    while len(_streams) > _KEPT:
        _streams.popitem(last=False)
    return found


def place_reported(row: Row) -> None:
    """Place the report that came in."""
    place_report(report_id=row.subject_id, stream=_stream(row.campaign_id), actor=machine(row.campaign_id), cause=row.seq)


def follow_hiding(row: Row) -> None:
    """Take a hidden report out of its story's title and counts, and put one that is shown again back."""
    if row.data.get("subject_type") == "wire.GroundReport":
        hidden = row.kind == "communities.thing_hidden"
        subject = uuid.UUID(row.data["subject"])
        mark_hidden(report_id=subject, hidden=hidden, actor=machine(row.campaign_id), cause=row.seq)
