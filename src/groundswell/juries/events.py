"""What can happen to juries; none of it names a juror."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind

# What jurors do is recorded as the program's deed: this log is never rewritten, and who sat is forgotten at the end.


@kind("juries.jury_called", summary="A jury was called to look at a challenge.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class JuryCalled(Event):
    """The pool is fixed, and this is its mark; the seed comes from what happens later. ``size`` is 0 while it waits."""

    challenge: uuid.UUID
    response: uuid.UUID
    size: int
    digest: str
    is_appeal: bool


@kind("juries.jury_drawn", summary="A jury was drawn by lot.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class JuryDrawn(Event):
    """Its members were drawn from the pool by this seed."""

    challenge: uuid.UUID
    response: uuid.UUID
    size: int
    seed: str


@kind("juries.seat_filled", summary="A member was drawn for a jury, or stepped in.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class SeatFilled(Event):
    """Whoever sits there is told."""

    jury: uuid.UUID


@kind("juries.seat_left", summary="A juror declined, was silent, or could not serve.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class SeatLeft(Event):
    """A seat is empty; the next in the drawn order steps in where there is one. Why is not said: it could name somebody."""

    challenge: uuid.UUID
    response: uuid.UUID


@kind("juries.juror_answered", summary="A juror answered.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class JurorAnswered(Event):
    """One more has answered; what they said is secret until the jury closes."""

    challenge: uuid.UUID
    response: uuid.UUID


@kind("juries.jury_extended", summary="A jury was given more time.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class JuryExtended(Event):
    """Too few had answered in time; others were drawn for those who were silent."""

    challenge: uuid.UUID
    response: uuid.UUID


@kind("juries.jury_closed", summary="A jury ended.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class JuryClosed(Event):
    """Its verdict binds; ``outcome`` says when it ended without one."""

    challenge: uuid.UUID
    response: uuid.UUID
    version: uuid.UUID
    outcome: str
    verdict: str


@kind("juries.jurors_forgotten", summary="Who sat on a jury was forgotten.", link="juries:jury", audience="public")
@dataclass(frozen=True, slots=True)
class JurorsForgotten(Event):
    """No appeal is possible any more: the links to its jurors and the salt are gone."""

    challenge: uuid.UUID


@kind("juries.absence_changed", summary="A member asked to be left out of juries, or back in.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class AbsenceChanged(Event):
    """From the next draw on."""

    away: bool


@kind("juries.hours_changed", summary="How long juries have to answer was changed.", link="juries:method", audience="public")
@dataclass(frozen=True, slots=True)
class HoursChanged(Event):
    """For juries called from now on; one that was called keeps its time."""

    hours: int
    before: int
