"""Knows when a digest is due and when it is quiet, by the member's own clock: days of 23 and 25 hours included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """Return the first moment at which a clock there shows the hour, or would if it were not skipped that day."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def next_at(hour: int, zone: ZoneInfo, *, after: datetime) -> datetime:
    """Return the next time it is that hour there, later than ``after``: once on every day of the calendar."""
    day = after.astimezone(zone).date()
    found = moment(day, hour, zone)
    while found <= after:
        day += timedelta(days=1)
        found = moment(day, hour, zone)
    return found


def quiet_until(at: datetime, zone: ZoneInfo, *, begins: int | None, ends: int | None) -> datetime | None:
    """Return when the quiet that holds ``at`` ends, or None when it is not quiet. Equal hours mean no quiet at all."""
    if begins is None or ends is None or begins == ends:
        return None
    hour = at.astimezone(zone).hour
    is_quiet = begins <= hour < ends if begins < ends else hour >= begins or hour < ends
    return next_at(ends, zone, after=at) if is_quiet else None
