"""No jury is waited for without end: newer members count after a week, what was taken down is shown again, an appeal ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from tests import juries, stages
from tests.cast import Cast, player

from groundswell.communities.models import Hiding
from groundswell.communities.services import enter_community
from groundswell.juries.models import Jury, Seat
from groundswell.juries.services import appeal_verdict, call_missing_juries, close_jury, draw_jury
from groundswell.juries.tasks import tend_juries
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.responses.models import Challenge
from groundswell.responses.services import compute_readiness, take_down_version

SAID = "It names a minor: article 3 of the press law."


def _draw(jury: Jury, *, days: float) -> Jury:
    with clock.at(clock.now() + timedelta(days=days)):
        return draw_jury(jury=jury, actor=machine(jury.campaign_id))


def _join(cast: Cast, names: str) -> None:
    """Come after the challenge."""
    for name in names.split():
        enter_community(community=cast.ferry, actor=player(cast.campaign, name).actor)


def _taken_down(cast: Cast, ferry: str = "Pia") -> Jury:
    juries.bystanders(cast, ferry, "")
    challenge = take_down_version(version=stages.ready(cast), reason=SAID, actor=cast.ada.actor)
    (jury,) = call_missing_juries(version=challenge.version, actor=machine(cast.campaign.pk))
    return jury


def test_for_a_week_who_came_later_is_not_drawn_and_then_they_are(cast: Cast, client: Client) -> None:
    jury = juries.called(cast, "Pia", "Quin")
    _join(cast, "New Newer Newest")
    assert _draw(jury, days=6.9).found == 2
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "Once it has waited for seven days" in page
    later = clock.now() + timedelta(days=7)
    with clock.at(later):
        jury = draw_jury(jury=jury, actor=machine(cast.campaign.pk))
        assert (jury.state, jury.size) == ("called", 5) and jury.found >= 5
        jury = juries.draw(cast, jury)
    seats = juries.serving(jury)
    assert jury.state == "sits" and len(seats) == 5 and all(seat.member for seat in seats)
    assert any(seat.member.joined_at > jury.challenge.raised_at - timedelta(days=3) for seat in seats if seat.member)


def test_who_came_within_the_last_three_days_is_not_drawn_either(cast: Cast) -> None:
    jury = juries.called(cast, "Pia", "Quin")
    before = _draw(jury, days=8).found
    with clock.at(clock.now() + timedelta(days=6)):
        _join(cast, "New Newer Newest")
    assert _draw(jury, days=8.9).found == before


def test_a_take_down_without_a_jury_for_a_fortnight_is_shown_again(
    cast: Cast, recorded: Callable[[], list[str]], client: Client
) -> None:
    jury = _taken_down(cast, "")
    assert _draw(jury, days=13.9).state == "waits" and Hiding.objects.filter(lifted_at=None, by_law=True).exists()
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "If no jury can be drawn within fourteen days" in page
    jury = _draw(jury, days=14)
    assert (jury.state, jury.outcome, jury.verdict) == ("closed", "none", "")
    assert recorded()[-3:] == ["communities.thing_shown", "responses.take_down_lifted", "juries.jury_closed"]
    version = jury.challenge.version
    assert not Hiding.objects.filter(lifted_at=None).exists() and not Challenge.objects.get(pk=jury.challenge_id).keeps_down
    assert version.summary in client.get(f"/ellery/answers/{version.response_id}/").content.decode()
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "No jury could be drawn in time" in page and "Nobody found that it breaks the law" in page
    assert "no pool of three members was ever fixed" in page and "No pool yet" not in page
    page = client.get(f"/ellery/answers/challenges/{jury.challenge_id}/").content.decode()
    assert "No jury found that it breaks the law, so it is shown again." in page and "took it back" not in page
    assert "Shown again: no jury found that it breaks the law" in page
    assert compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready


def test_a_take_down_for_which_a_jury_can_be_had_by_then_is_not_shown_again(cast: Cast) -> None:
    jury = _taken_down(cast, "")
    _join(cast, "New Newer Newest")
    jury = _draw(jury, days=20)
    assert jury.state == "called" and Hiding.objects.filter(lifted_at=None, by_law=True).exists()


def test_a_take_down_of_which_too_few_answered_is_shown_again(
    cast: Cast, recorded: Callable[[], list[str]], client: Client
) -> None:
    jury = juries.draw_by(cast, _taken_down(cast, "Pia Pat Per"), cast.ben)
    with clock.at(clock.now() + timedelta(hours=73)):
        jury = close_jury(jury=jury, actor=machine(cast.campaign.pk))
    assert jury.outcome == "none" and not Hiding.objects.filter(lifted_at=None).exists()
    assert recorded()[-3:] == ["communities.thing_shown", "responses.take_down_lifted", "juries.jury_closed"]
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "Too few answered, so there is no verdict." in page and "Nobody found that it breaks the law" in page
    assert "stays open" not in page


def test_what_was_shown_again_so_is_covered_again_when_an_appeal_says_so(cast: Cast) -> None:
    jury = _draw(_taken_down(cast, ""), days=14)
    juries.bystanders(cast, "Rosa Ruud Rita", "")
    with clock.at(clock.now() + timedelta(days=15)):
        second = appeal_verdict(jury=jury, reason="The law is plain.", actor=cast.ada.actor)
        second = juries.draw_by(cast, second, cast.ben)
        assert second.state == "sits", "that it is shown again ends no appeal"
        second = juries.answered(second, *["unfit"] * second.size)
    assert second.verdict == "unfit" and Hiding.objects.filter(lifted_at=None, by_law=True).exists()


def test_an_appeal_that_waits_for_a_month_ends_and_the_first_jurors_are_forgotten(
    cast: Cast, recorded: Callable[[], list[str]], client: Client
) -> None:
    first = juries.answered(juries.drawn(cast, "Pia Pat", "Quin"), *["unfit"] * 3)
    second = appeal_verdict(jury=first, reason="The minutes.", actor=cast.cleo.actor)
    assert _draw(second, days=29.9).state == "waits" and Seat.objects.exclude(member=None).exists()
    with clock.at(clock.now() + timedelta(days=30)):
        tend_juries()
        tend_juries()
    second.refresh_from_db()
    assert (second.state, second.outcome) == ("closed", "none") and recorded().count("juries.jury_closed") == 2
    assert not Seat.objects.exclude(member=None).exists() and not Jury.objects.exclude(salt="").exists()
    assert Challenge.objects.get(pk=first.challenge_id).verdict == "unfit"
    page = client.get(f"/ellery/juries/{second.pk}/").content.decode()
    assert "No jury could be drawn in time" in page and "The first jury’s verdict stands." in page
