"""Tells a challenge with its juries as a plain timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.juries.models import Jury
from groundswell.juries.selectors.shown import Told
from groundswell.responses.models import Challenge


@dataclass(frozen=True, slots=True)
class Moment:
    """One step: what happened, or is to come, and when."""

    words: str
    at: datetime | None
    is_done: bool = True


def timeline(challenge: Challenge, told: Sequence[Told]) -> list[Moment]:
    """Return what happened to a challenge so far and what comes next."""
    moments = [Moment(_("Taken down, with a reason") if challenge.kind == "law" else _("Challenged"), challenge.raised_at)]
    if challenge.answered_at:
        moments.append(Moment(_("Its authors answered"), challenge.answered_at))
    if challenge.settled_at and not challenge.verdict:
        by = _("Settled with a newer version") if challenge.settled_with_id else _("Taken back")
        by = _("Shown again: no jury found that it breaks the law") if challenge.is_lifted else by
        moments.append(Moment(by, challenge.settled_at))
    if challenge.joined_to_id and challenge.jury_since:
        moments.append(Moment(_("Joined to another that says the same: one jury looks at both"), challenge.jury_since))
    for one in told:
        moments += _of(one)
    done = sorted((one for one in moments if one.is_done), key=_when)
    return done + [one for one in moments if not one.is_done]


def _when(moment: Moment) -> datetime:
    assert moment.at is not None  # what happened has its time
    return moment.at


def _of(told: Told) -> list[Moment]:
    jury = told.jury
    is_second = jury.appeal_of_id is not None
    called = _("Appealed: a second jury was called") if is_second else _("A jury was called")
    moments = [Moment(called, jury.called_at)]
    if jury.state == "waits":
        return [*moments, Moment(_("Waits: fewer than three members can be drawn"), None, is_done=False)]
    if jury.drawn_at:
        drawn = ngettext("%(num)d member drawn by lot", "%(num)d members drawn by lot", jury.size) % {"num": jury.size}
        moments.append(Moment(drawn, jury.drawn_at))
    elif not jury.closed_at:
        moments.append(Moment(_("Drawn with the next public deed"), None, is_done=False))
    if jury.closed_at:
        moments.append(Moment(ended(jury), jury.closed_at))
    elif jury.closes_at:
        moments.append(Moment(_("They answer until then"), jury.closes_at, is_done=False))
    until = jury.appeal_until
    if until is not None and told.appeal is None:
        words = _("Final") if told.is_final else _("It can be appealed until then")
        moments.append(Moment(words, until, is_done=told.is_final))
    return moments


def ended(jury: Jury) -> str:
    """Return how a jury ended, in a sentence."""
    if jury.outcome == Jury.Outcome.VERDICT:
        return _("The verdict: %(verdict)s") % {"verdict": jury.get_verdict_display()}
    return jury.ended_as.capitalize()
