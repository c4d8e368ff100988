"""Knows what a ground report says: its words, where it was, and how coarse a place is kept."""

from __future__ import annotations

import datetime
import math
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.kit.errors import BadInput
from groundswell.kit.text import line
from groundswell.wire.reading.entries import fold

OLDEST = datetime.timedelta(days=14)  # what waited longer on a phone is no news any more
_PLACES = 2  # of a degree: about a kilometre
SOURCE_KEY = "ground:"  # no name of an outlet folds to this


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw, as it is kept."""

    key: uuid.UUID
    what: str
    place: str
    spot: Spot | None
    is_exact: bool
    seen_at: datetime.datetime


def seen(
    *,
    key: uuid.UUID | None,
    what: str,
    place: str,
    spot: Spot | None,
    is_exact: bool,
    seen_at: datetime.datetime | None,
    now: datetime.datetime,
) -> Seen:
    """Return what was seen, cleaned. BadInput: nothing is said, or it waited too long."""
    said = line(what, limit=280, field="what", empty=_("Say in a few words what you see."))
    if not fold(said):
        raise BadInput(_("Say in a few words what you see."), field="what")
    at = min(seen_at or now, now)
    if at < now - OLDEST:
        raise BadInput(_("This waited for more than two weeks and is no news any more."), field="what")
    rounded = spot if spot is None or is_exact else coarse(spot)
    where = line(place, limit=120, field="place")
    return Seen(key or uuid.uuid4(), said, where, rounded, bool(spot) and is_exact, at)


def spot(latitude: float | None, longitude: float | None) -> Spot | None:
    """Return the spot, or none when half of it is missing or it is not on the earth."""
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    return Spot(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def coarse(exact: Spot) -> Spot:
    """Return the spot to about a kilometre: the phone has done it already, and we do not rely on that."""
    return Spot(round(exact.latitude, _PLACES), round(exact.longitude, _PLACES))
