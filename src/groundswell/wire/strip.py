"""The strip of a story: when its items came, as places between its first moment and its last."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.wire.models import Story

_PLACES = 120  # more bars than this cannot be told apart on a phone


@dataclass(frozen=True, slots=True)
class Strip:
    """What the drawing needs: (place, weight) pairs in [0, 1], the places of the answers' marks, and both ends."""

    over: Sequence[tuple[float, float]]
    under: Sequence[tuple[float, float]]
    first: float | None
    ready: float | None
    began: datetime.datetime
    ended: datetime.datetime
    first_at: datetime.datetime | None
    ready_at: datetime.datetime | None


def strip_of(
    story: Story,
    times: Sequence[datetime.datetime],
    *,
    ground: Sequence[datetime.datetime] = (),
    first: datetime.datetime | None,
    ready: datetime.datetime | None,
) -> Strip:
    """Return the strip of news that came at ``times`` and of ``ground`` reports; it reaches as far as the answers' marks."""
    moments = [*times, *ground, *(mark for mark in (first, ready) if mark)]
    began, ended = min(moments, default=story.first_at), max(moments, default=story.last_at)
    span = (ended - began).total_seconds()

    def place(moment: datetime.datetime) -> float:
        return (moment - began).total_seconds() / span if span else 0.5

    def bars(moments: Sequence[datetime.datetime]) -> list[tuple[float, float]]:
        counts = Counter(round(place(moment) * _PLACES) for moment in moments)
        most = max(counts.values(), default=1)
        return [(at / _PLACES, count / most) for at, count in sorted(counts.items())]

    return Strip(
        over=bars(times),
        under=bars(ground),
        first=place(first) if first else None,
        ready=place(ready) if ready else None,
        began=began,
        ended=ended,
        first_at=first,
        ready_at=ready,
    )
