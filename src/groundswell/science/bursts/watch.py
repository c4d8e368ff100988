"""Which stories suddenly gather pace: reports in, bursts out, and how a story stands at any moment."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Hashable
from typing import Any

from groundswell.science.bursts import fading
from groundswell.science.bursts.results import Burst, StoryState
from groundswell.science.bursts.track import HOUR, Track
from groundswell.science.naming import plain, rich

COPY = 0.2
_VERSION = 1
_AHEAD = (3.0, 4.0)
_ENOUGH = 3
_BACK = 24.0 * HOUR


class Bursts:
    """Watches how fast each story is told, and says when one is told far faster than is usual for it.

    A report by an outlet that has not told the story within three hours weighs 1, a copy 0.2, another report by the same
    outlet nothing. Four windows that forget (15 minutes to 3 hours) are set against the story's own last 24 hours.

    Parameters
    ----------
    line : float
        How surprising a pace must be, as :math:`-\\ln` of a bound on the probability that chance does it.
    least_outlets : int
        No burst with fewer outlets than these, each in its own words.
    usual : float
        Reports an hour taken to be usual of a story of which nothing is known yet.
    trust_hours : float
        How many hours of watching that assumption weighs as much as.
    forget_hours : float
        A story without a report for so long is forgotten.

    Notes
    -----
    The same calls in the same order give the same bursts. A burst is told once, when it begins; it ends when no
    window is half as surprising any more. One instance is one campaign's and has one writer. Not fit for telling why a
    story bursts, nor for one that a single outlet tells again and again: that is no burst, on purpose. Outlets of
    one owner that rewrite each other's text are taken for independent.

    References
    ----------
    Legéndy, C. R. and Salcman, M. (1985), "Bursts and recurrences of bursts in the spike trains of spontaneously active
    striate cortex neurons", *Journal of Neurophysiology* 53 (Poisson surprise).

    Examples
    --------
    >>> watch = Bursts()
    >>> for minute, outlet in ((0, "Post"), (9, "Radio Weir"), (20, "Post"), (26, "Herald"), (33, "Bell"), (40, "Mail")):
    ...     burst = watch.add("flood", 60.0 * minute, outlet=outlet)
    >>> burst.outlets, burst.minutes, round(burst.ratio)
    (5, 40.0, 13)
    >>> state = watch.state("flood", 3600.0)
    >>> state.is_bursting, round(state.rate, 1), 0 < state.still_in_3h < 1
    (True, 2.2, True)
    """

    def __init__(
        self, *, line: float = 9.0, least_outlets: int = 4, usual: float = 0.25, trust_hours: float = 8.0,
        forget_hours: float = 96.0,
    ) -> None:  # fmt: skip
        for name, value in (("line", line), ("usual", usual), ("trust_hours", trust_hours), ("forget_hours", forget_hours)):
            if not (value > 0 and math.isfinite(value)):
                raise ValueError(f"{name} must be a positive number")
        if least_outlets < 1:
            raise ValueError("least_outlets must be at least 1")
        self._settings = {
            "line": float(line), "least_outlets": int(least_outlets), "usual": float(usual), "trust_hours": float(trust_hours),
            "forget_hours": float(forget_hours),
        }  # fmt: skip
        self._line, self._least = float(line), int(least_outlets)
        self._usual, self._trust, self._forget = usual / HOUR, trust_hours * HOUR, forget_hours * HOUR
        self._tracks: dict[Hashable, Track] = {}
        self._now = 0.0
        self._sweep_at = 0.0

    def add(self, story: Hashable, at: float, *, outlet: Hashable = None, copy: bool = False) -> Burst | None:
        """Count one report; the burst that begins with it, or None.

        Parameters
        ----------
        story : hashable
            The story it tells.
        at : float
            When, seconds since 1970 (UTC); feed reports in order of time where you can.
        outlet : hashable
            Who tells it; all whose outlet is not known count as one.
        copy : bool
            Whether it repeats another report's words.

        Raises
        ------
        ValueError
            ``at`` is not a finite number of seconds from 0 on.
        """
        at = _time("at", at)
        track = self._tracks.get(story)
        if track is None:
            track = self._tracks[story] = Track(at, at)
        weight = COPY if copy else 0.0 if track.has_told(outlet, at) else 1.0
        track.take(at, weight, outlet)
        self._now = max(self._now, at)
        self._sweep()
        return self._judge(story, track) if weight else None

    def state(self, story: Hashable, now: float) -> StoryState:
        """How a story stands; ``now`` before its last report is taken as that.

        Raises
        ------
        ValueError
            Nothing is known of ``story``, or ``now`` is not a finite number of seconds from 0 on.
        """
        now = _time("now", now)
        track = self._tracks.get(story)
        if track is None:
            raise ValueError(f"story {story!r} has no reports here")
        now = max(now, track.last)
        paces = track.paces(now, self._usual, self._trust)
        surprise, _, rate, usual = max(paces)
        is_bursting = track.since is not None and surprise >= self._line / 2
        since = track.since if is_bursting and track.since is not None else track.begun(_BACK, now)
        fade = self._fade(track, since, now, min(pace for _, _, _, pace in paces))
        known = len(track.reports) >= _ENOUGH
        return StoryState(
            rate * HOUR, usual * HOUR, rate / usual, track.outlets(since), since,
            fade.half_life if known else None, fade.half_life_interval if known else None,
            fade.chance, fade.chance_interval, is_bursting,
        )  # fmt: skip

    def snapshot(self) -> bytes:
        """Everything known, as bytes that :meth:`restore` reads in any later process.

        Ids must be str, int, float, bool, None, bytes, UUID or tuples of these.
        """
        tracks = [
            [plain(story), track.first, track.last, track.since, track.sums,
             [[when, weight, plain(who)] for when, weight, who in track.reports]]
            for story, track in self._tracks.items()
        ]  # fmt: skip
        state = {"version": _VERSION, "settings": self._settings, "now": self._now, "sweep": self._sweep_at, "tracks": tracks}
        return zlib.compress(json.dumps(state, separators=(",", ":")).encode(), 1)

    @classmethod
    def restore(cls, data: bytes) -> Bursts:
        """The watch that made ``data``; from here on it answers exactly as that one would have.

        Raises
        ------
        ValueError
            ``data`` is not a whole snapshot of this version: replay the reports of the last two days instead.
        """
        try:
            state: dict[str, Any] = json.loads(zlib.decompress(data))
            if state["version"] != _VERSION:
                raise ValueError("another version")
            watch = cls(**state["settings"])
            watch._now, watch._sweep_at = state["now"], state["sweep"]
            for story, first, last, since, sums, reports in state["tracks"]:
                told = [(when, weight, rich(who)) for when, weight, who in reports]
                watch._tracks[rich(story)] = Track(first, last, sums, told, since)
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            raise ValueError("data is not a snapshot of this version: replay the reports instead") from error
        return watch

    def __len__(self) -> int:
        return len(self._tracks)

    def __contains__(self, story: object) -> bool:
        return story in self._tracks

    def _judge(self, story: Hashable, track: Track) -> Burst | None:
        surprise, window, rate, usual = max(track.paces(track.last, self._usual, self._trust))
        if track.since is not None:
            if surprise < self._line / 2:
                track.since = None
            return None
        since = track.begun(window, track.last)
        outlets = track.outlets(since)
        if surprise < self._line or outlets < self._least:
            return None
        track.since = since
        return Burst(
            story, track.last, rate * HOUR, usual * HOUR, rate / usual, outlets, since, (track.last - since) / 60.0,
            window / 60.0, surprise,
        )  # fmt: skip

    def _fade(self, track: Track, since: float, now: float, usual: float) -> fading.Fading:
        own = [when for when, weight, _ in track.reports if weight == 1.0 and when >= since]
        ages = [(when - since) / HOUR for when in own[1:]]
        # What is only assumed to be usual foretells nothing: it counts as far as the story has been watched.
        known = usual * HOUR * (now - track.first) / (now - track.first + self._trust)
        return fading.fade(ages, (now - since) / HOUR, known, begin=_AHEAD[0], end=_AHEAD[1])

    def _sweep(self) -> None:
        """Every few hours forget the stories that nobody has told for long."""
        if self._now < self._sweep_at:
            return
        self._sweep_at = self._now + self._forget / 16.0
        horizon = self._now - self._forget
        self._tracks = {story: track for story, track in self._tracks.items() if track.last >= horizon}


def _time(name: str, value: float) -> float:
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"{name} must be a finite number of seconds from 0 on")
    return float(value)
