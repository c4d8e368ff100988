"""Moments from ISO 8601 and from seconds and milliseconds; what is no moment of this world's news is refused in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from groundswell.wire.reading.dates import moment

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-31", "2026-05-31T00:00:00+00:00"),
        ("20260531", "2026-05-31T00:00:00+00:00"),
        ("2026-05-31T18:30:00Z", "2026-05-31T18:30:00+00:00"),
        ("2026-05-31 18:30", "2026-05-31T18:30:00+00:00"),
        ("2026-05-31T18:30:00+02:00", "2026-05-31T16:30:00+00:00"),
        ("2026-W22-7", "2026-05-31T00:00:00+00:00"),
        ("1394470370", "2014-03-10T16:52:50+00:00"),
        ("1394470370.5", "2014-03-10T16:52:50.500000+00:00"),
        ("1394470370698", "2014-03-10T16:52:50.698000+00:00"),
        (" 1394470370698.0 ", "2014-03-10T16:52:50.698000+00:00"),
        ("2026-06-02T11:00:00Z", "2026-06-02T11:00:00+00:00"),  # clocks and zones differ: up to a day ahead
    ],
)
def test_moments(text: str, expected: str) -> None:
    assert moment(text, now=NOW).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no date"),
        ("0000-01-01", "the year 0"),
        ("00000101", "the year 0"),
        ("0001-01-01", "before 1900"),
        ("9999-12-31", "in the future"),
        ("9999-12-31T23:59:59-10:00", "is not a date"),
        ("99999999999999", "in the future"),
        ("2026-06-03", "in the future"),
        ("2026-02-30", "is not a date"),
        ("31.05.2026", "is not a date"),
        ("yesterday", "is not a date"),
        ("nan", "is not a date"),
        ("١٣٩٤٤٧٠٣٧٠", "is not a date"),
        ("12345", "is not a date"),
        ("x" * 10_000, "is not a date"),
    ],
)
def test_what_is_no_moment(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refusal:
        moment(text, now=NOW)
    assert len(str(refusal.value)) < 200
