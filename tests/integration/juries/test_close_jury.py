"""A jury closes when its time is over: by what was said, with others for the silent, or without a verdict; twice is once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from tests import juries
from tests.cast import Cast

from groundswell.juries.models import Jury
from groundswell.juries.services import close_jury
from groundswell.juries.tasks import tend_juries
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.responses.models import Challenge, Readiness


def _close(jury: Jury, *, hours: int) -> Jury:
    with clock.at(clock.now() + timedelta(hours=hours)):
        return close_jury(jury=jury, actor=machine(jury.campaign_id))


def test_before_its_time_nothing_happens(cast: Cast) -> None:
    jury = juries.answered(juries.drawn(cast), *["unfit"] * 6)
    assert _close(jury, hours=71).state == "sits"


def test_at_its_time_those_who_answered_decide(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    jury = juries.answered(juries.drawn(cast), "unfit", "unfit", "unfit", "stands")
    jury = _close(jury, hours=73)
    assert (jury.state, jury.verdict, jury.counts["unfit"]) == ("closed", "unfit", 3)
    closed_at = jury.closed_at
    assert recorded()[-1] == "juries.jury_closed"
    assert _close(jury, hours=80).closed_at == closed_at and recorded().count("juries.jury_closed") == 1


def test_too_few_answered_so_others_step_in_once(cast: Cast, recorded: Callable[[], list[str]], client: Client) -> None:
    jury = juries.answered(juries.drawn(cast), "unfit", "unfit", "unfit")
    jury = _close(jury, hours=73)
    assert jury.state == "sits" and jury.extended and recorded()[-1] == "juries.jury_extended"
    assert len(juries.serving(jury)) == 7 and jury.seats.filter(left_why="silent").count() == 4
    jury = _close(jury, hours=73 + 71)
    assert jury.state == "sits"
    jury = _close(jury, hours=73 + 73)
    challenge = Challenge.objects.get(pk=jury.challenge_id)
    assert (jury.outcome, jury.verdict, challenge.jury_since, challenge.settled_at) == ("none", "", None, None)
    assert Readiness.objects.get(version=jury.challenge.version).ready, "without a verdict nothing changes"
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "there is no verdict" in page and "I looked it up" not in page, "what three said stays secret"


def test_with_nobody_left_to_step_in_it_ends_at_once(cast: Cast) -> None:
    jury = juries.answered(juries.drawn(cast, "Pia Pat", "Quin"), "unfit")
    assert _close(jury, hours=73).outcome == "none"


def test_the_worker_draws_and_closes_whatever_the_minute(cast: Cast) -> None:
    jury = juries.called(cast)
    tend_juries()
    assert Jury.objects.get().state == "called"
    juries.ask_question(title="Who pays?", actor=cast.ada.actor)
    for _run in range(2):
        tend_juries()
    jury = juries.answered(Jury.objects.get(pk=jury.pk), *["mend"] * 4)
    with clock.at(clock.now() + timedelta(days=4)):
        for _run in range(2):
            tend_juries()
    assert Jury.objects.get().verdict == "mend"
