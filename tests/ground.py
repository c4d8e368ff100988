"""Invented ground reports, and photographs made on the spot."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from groundswell.kit.actor import machine
from groundswell.wire import photos
from groundswell.wire.ground import Seen, Spot, seen
from groundswell.wire.models import GroundReport, Item
from groundswell.wire.services import CampaignStream, place_report, report_ground
from tests.cast import Cast

SPOT = Spot(52.123456, -1.987654)
NOON = datetime(2026, 5, 31, 12, tzinfo=UTC)  # within the days of tests.news


def words(what: str = "Brown water from the tap on Ferry Street", **said: Any) -> Seen:
    """What somebody saw."""
    first: dict[str, Any] = {"key": uuid.uuid4(), "place": "", "spot": None, "is_exact": False, "seen_at": None, "now": NOON}
    return seen(what=what, **{**first, **said})


def picture(width: int = 40, height: int = 30, form: str = "JPEG", **options: Any) -> bytes:
    """A photograph."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form, **options)
    return out.getvalue()


def photo() -> bytes:
    """A photograph as it is kept."""
    raw = picture()
    return photos.cleaned(io.BytesIO(raw), size=len(raw))


def reported(cast: Cast, what: str = "Brown water from the tap on Ferry Street", **said: Any) -> GroundReport:
    """Cleo has reported it for Ferry Street; it waits for the stream."""
    deed = {name: said.pop(name) for name in ("photo", "shows_name", "community") if name in said}
    deed.setdefault("community", cast.ferry)
    return report_ground(seen=words(what, **said), actor=cast.cleo.actor, **deed)


def placed(cast: Cast, what: str = "Brown water from the tap on Ferry Street", **said: Any) -> Item:
    """Cleo has reported it, and the stream has placed it."""
    campaign = cast.campaign.pk
    report = reported(cast, what, **said)
    item = place_report(report_id=report.pk, stream=CampaignStream(campaign), actor=machine(campaign))
    assert item is not None
    return item
