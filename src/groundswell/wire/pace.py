"""Knows how fast a story is told beside its usual, how long that may last, and how to say a stretch of time."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

WATCHED = datetime.timedelta(hours=48)  # a story without a report for so long has no pace
FEWEST = 4  # outlets: with fewer nothing is called a burst
_MOST = 500
_MANY_HOURS = 48


@dataclass(frozen=True, slots=True)
class Moment:
    """One item of a story, as far as its pace and its strip are concerned."""

    at: datetime.datetime
    is_ground: bool
    outlet: uuid.UUID
    is_copy: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """What ``science.bursts`` says of a story, in numbers that can be read out."""

    is_bursting: bool
    ratio: int
    outlets: int
    lasted: str  # from the first of those outlets' reports to the last
    half_life: str  # in words; nothing where too few reports are known
    half_life_least: str
    half_life_most: str
    still: int  # percent
    still_least: int
    still_most: int


def pace_of(moments: Sequence[Moment], now: datetime.datetime) -> Pace | None:
    """Return how a story stands; None where nothing came for long, or too little to say anything."""
    told = sorted((one for one in moments if one.counts and not one.is_ground), key=lambda one: one.at)[-_MOST:]
    if not told or now - told[-1].at > WATCHED:
        return None
    from groundswell.science.bursts import Bursts  # only pages of stories that are told now wait for it

    watch = Bursts(least_outlets=FEWEST)
    for one in told:
        if told[-1].at - one.at <= WATCHED:
            watch.add("story", one.at.timestamp(), outlet=one.outlet, copy=one.is_copy)
    state = watch.state("story", now.timestamp())
    if state.half_life is None or state.half_life_interval is None:
        return None
    least, most = state.half_life_interval
    return Pace(
        is_bursting=state.is_bursting,
        ratio=round(state.ratio),
        outlets=state.outlets,
        lasted=lasted(told[-1].at.timestamp() - state.since),
        half_life=lasted(3600 * state.half_life),
        half_life_least=lasted(3600 * least),
        half_life_most=lasted(3600 * most),
        still=round(100 * state.still_in_3h),
        still_least=round(100 * state.still_interval[0]),
        still_most=round(100 * state.still_interval[1]),
    )


def lasted(seconds: float) -> str:
    """Return a stretch of time in words, as coarse as people say it."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return ngettext("one minute", "%(num)s minutes", minutes) % {"num": minutes}
    hours = round(seconds / 3600)
    if hours < _MANY_HOURS:
        return ngettext("one hour", "%(num)s hours", hours) % {"num": hours}
    days = round(seconds / 86_400)
    return ngettext("one day", "%(num)s days", days) % {"num": days}
