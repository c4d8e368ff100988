"""Stewards choose how long juries have, on the record and within limits; a jury that was called keeps its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests import juries
from tests.cast import Cast

from groundswell.juries.models import Term
from groundswell.juries.selectors.hours import hours_now
from groundswell.juries.services import appeal_verdict, choose_hours
from groundswell.kit.errors import BadInput, NotHere

PATH = "/ellery/juries/how-long/"


def test_it_holds_for_juries_called_from_then_on(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    called = juries.called(cast, juries.FERRY + " Paz Pen", juries.ORCHARD)
    assert choose_hours(hours=24, reason="The board votes on Monday.", actor=cast.ada.actor) == 24
    assert recorded()[-1] == "juries.hours_changed"
    assert choose_hours(hours=24, reason="Sent twice.", actor=cast.ada.actor) == 24 and Term.objects.count() == 1
    first = juries.answered(juries.draw(cast, called), *["stands"] * 7)
    assert first.closes_at and first.drawn_at and first.closes_at - first.drawn_at == timedelta(hours=72)
    second = appeal_verdict(jury=first, reason="The minutes came later.", actor=cast.ben.actor)
    assert second.hours == 72, "a second jury has as long as the first"


def test_a_jury_called_afterwards_has_the_new_time(cast: Cast) -> None:
    choose_hours(hours=168, reason="Harvest time.", actor=cast.ada.actor)
    jury = juries.drawn(cast)
    assert jury.closes_at and jury.drawn_at and jury.closes_at - jury.drawn_at == timedelta(days=7)


def test_only_stewards_within_limits_and_with_a_reason(cast: Cast) -> None:
    for actor in (cast.ben.actor, cast.cleo.actor, cast.visitor):
        with pytest.raises(NotHere):
            choose_hours(hours=48, reason="Faster.", actor=actor)
    for hours in (0, 23, 337, 8760):
        with pytest.raises(BadInput):
            choose_hours(hours=hours, reason="Faster.", actor=cast.ada.actor)
    with pytest.raises(BadInput):
        choose_hours(hours=48, reason=" ", actor=cast.ada.actor)
    assert hours_now() == 72


def test_the_page_and_what_everyone_reads(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    assert client.get(PATH).status_code == 404
    client.force_login(cast.ada.account)
    assert "They have 72 hours now." in client.get(PATH).content.decode()
    assert client.post(PATH, {"hours": "48", "reason": ""}).status_code == 422
    assert client.post(PATH, {"hours": "48", "reason": "The board votes on Monday."}).status_code == 302
    client.logout()
    page = client.get("/ellery/juries/how-juries-work/").content.decode()
    assert "They have 48 hours." in page and "The board votes on Monday." in page
    assert "48 hours instead of 72" in page and cast.ada.member is not None
    assert cast.ada.member.display_name not in page, "who chose it, members see"
