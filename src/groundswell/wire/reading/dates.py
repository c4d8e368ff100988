"""Reads when an entry was published: ISO 8601, or seconds or milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks and time zones differ; a story from next week is an error
# Nine digits of seconds begin in 1973, twelve of milliseconds too: no length is both, and eight digits are a date.
_SECONDS = re.compile(r"[0-9]{9,11}(?:\.[0-9]+)?")
_MILLISECONDS = re.compile(r"[0-9]{12,14}(?:\.[0-9]+)?")
_YEAR_ZERO = re.compile(r"0000-?[0-9][0-9]")


def moment(text: str, *, now: datetime) -> datetime:
    """Return the moment ``text`` names, in UTC; what names no zone is read as UTC.

    Raises ValueError, with words for people, when it is no date or lies outside 1900 to a day after ``now``.
    """
    found = _parsed(text.strip())
    if found < EARLIEST:
        raise ValueError(_("the date %(date)s is before 1900") % {"date": text.strip()[:40]})
    if found > now + AHEAD:
        raise ValueError(_("the date %(date)s is in the future") % {"date": text.strip()[:40]})
    return found


def _parsed(text: str) -> datetime:
    if not text:
        raise ValueError(_("no date"))
    try:
        if _SECONDS.fullmatch(text):
            return datetime.fromtimestamp(float(text), UTC)
        if _MILLISECONDS.fullmatch(text):
            return datetime.fromtimestamp(float(text) / 1000.0, UTC)
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        if _YEAR_ZERO.match(text):
            raise ValueError(_("the date %(date)s is in the year 0, which no calendar has") % {"date": text[:40]}) from error
        message = _("“%(date)s” is not a date: write it like 2026-05-31, 2026-05-31T18:30:00Z, or as seconds since 1970")
        raise ValueError(message % {"date": text[:40]}) from error
