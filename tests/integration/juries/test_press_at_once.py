"""Jurors who answer at the same moment, and two workers who tend one jury: it closes once, with every answer counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests import juries
from tests.cast import Cast, assemble
from tests.presses import pressed

from groundswell.juries.models import Jury, Seat
from groundswell.juries.services import answer_as_juror, decline_seat, draw_jury
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.pulse.models import PulseEvent
from groundswell.responses.services import ask_question


@pytest.fixture
def cast(committed: None) -> Iterator[Cast]:
    """The cast, for real: several connections see it."""
    yield assemble()


@pytest.fixture
def together(cast: Cast, django_db_blocker: Any) -> Callable[..., list[object]]:
    """Return ``together(deed, number)``: what each of several connections got that did the deed at once."""

    return lambda deed, number: pressed(cast, django_db_blocker, deed, number)


def _closings() -> int:
    return PulseEvent.objects.filter(kind="juries.jury_closed").count()


def test_three_who_answer_at_once_close_it_once(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        seats = juries.serving(juries.drawn(cast, "Pia Pat", "Quin"))
        actors = [juries.juror(one) for one in seats]
    got = together(lambda n: answer_as_juror(seat=seats[n], verdict="mend", reason="One word.", actor=actors[n]), 3)
    assert all(isinstance(one, Seat) for one in got), got
    with scope(cast.campaign.pk):
        assert Jury.objects.get().counts == {"stands": 0, "mend": 3, "unfit": 0} and _closings() == 1


def test_two_who_decline_at_once_are_followed_by_two(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        jury = juries.drawn(cast)
        seats = juries.serving(jury)[:2]
        actors = [juries.juror(one) for one in seats]
    got = together(lambda n: decline_seat(seat=seats[n % 2], actor=actors[n % 2]), 4)
    assert all(isinstance(one, Seat) for one in got), got
    with scope(cast.campaign.pk):
        assert len(juries.serving(jury)) == 7 and jury.seats.count() == 9


def test_two_workers_draw_it_once(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        jury = juries.called(cast, "Pia Pat", "Quin")
    with scope(cast.campaign.pk):
        ask_question(title="Who pays for the pipes?", actor=cast.ada.actor)
    got = together(lambda _: draw_jury(jury=jury, actor=machine(cast.campaign.pk)), 3)
    assert all(isinstance(one, Jury) for one in got), got
    with scope(cast.campaign.pk):
        assert Seat.objects.count() == 3 and PulseEvent.objects.filter(kind="juries.jury_drawn").count() == 1
