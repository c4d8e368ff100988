"""A steward takes down at once what is against the law, in public; a jury looks at it by itself and may show it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from tests import juries, stages
from tests.cast import Cast

from groundswell.communities.models import Hiding
from groundswell.communities.services import hide_thing, lift_hiding
from groundswell.juries.models import Jury
from groundswell.juries.services import appeal_verdict, call_missing_juries
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere, Refused, TooMany
from groundswell.kit.limits import spend
from groundswell.responses.models import Challenge, Readiness
from groundswell.responses.services import compute_readiness, settle_challenge, take_down_version
from groundswell.responses.services.judging import TAKE_DOWNS

REASON = "It names a minor: article 3 of the press law."
Ask = Callable[..., HttpResponse]


def _taken_down(cast: Cast) -> Challenge:
    juries.bystanders(cast, juries.FERRY + " Paz Pen", juries.ORCHARD)
    return take_down_version(version=stages.ready(cast), reason=REASON, actor=cast.ada.actor)


def _jury(cast: Cast, challenge: Challenge) -> juries.Jury:
    (jury,) = call_missing_juries(version=challenge.version, actor=machine(cast.campaign.pk))
    return jury


def test_it_is_covered_at_once_with_a_public_reason(
    cast: Cast, recorded: Callable[[], list[str]], ask: Ask, client: Client
) -> None:
    challenge = _taken_down(cast)
    version = challenge.version
    assert recorded()[-4:] == [
        "communities.thing_hidden",
        "responses.version_fell_short",
        "responses.version_taken_down",
        "responses.version_challenged",
    ]
    assert take_down_version(version=version, reason="Pressed twice.", actor=cast.ada.actor) == challenge
    page = ask(f"{version.response_id}/").content.decode()
    assert REASON in page and "Taken down as against the law" in page and version.summary not in page
    assert version.title not in page
    report = client.get(f"/ellery/communities/report/responses.Version/{version.pk}/").content.decode()
    assert version.title not in report and "An answer that was taken down" in report
    for path in (f"challenges/{challenge.pk}/", "challenges/"):
        page = ask(path, "ben").content.decode()
        assert REASON in page and version.title not in page and "An answer that was taken down" in page
    assert not Readiness.objects.get(version=version).ready
    assert not compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready


def test_only_a_steward_and_only_with_a_reason(cast: Cast, ask: Ask) -> None:
    version = stages.published(cast)
    for actor in (cast.ben.actor, cast.cleo.actor, cast.visitor):
        with pytest.raises(NotHere):
            take_down_version(version=version, reason=REASON, actor=actor)
    path = f"{version.response_id}/versions/1/take-down/"
    assert ask(path, "ben").status_code == 404 and "Take it down" not in ask(f"{version.response_id}/", "ben").content.decode()
    refused = ask(path, "ada", {"reason": "", "url": "nowhere"})
    assert refused.status_code == 422
    assert ask(path, "ada", {"reason": REASON}).status_code == 302 and Hiding.objects.get().by_law


def test_six_times_a_day_at_most(cast: Cast) -> None:
    version = stages.published(cast)
    with clock.at(clock.now().replace(hour=12)):
        for _time in range(TAKE_DOWNS.times):
            spend(TAKE_DOWNS, str(cast.ada.actor.member_id))
        with pytest.raises(TooMany):
            take_down_version(version=version, reason=REASON, actor=cast.ada.actor)
    assert not Hiding.objects.exists()


def test_neither_the_steward_nor_anybody_else_undoes_it(cast: Cast) -> None:
    challenge = _taken_down(cast)
    for actor in (cast.ada.actor, cast.cleo.actor):
        with pytest.raises(Refused, match="jury"):
            settle_challenge(challenge=challenge, actor=actor)
    with pytest.raises(Refused, match="jury drawn by lot"):
        lift_hiding(hiding=Hiding.objects.get(), actor=cast.ada.actor)


def test_a_jury_is_called_by_itself_reads_the_text_and_shows_it_again(cast: Cast, client: Client) -> None:
    challenge = _taken_down(cast)
    jury = juries.draw_by(cast, _jury(cast, challenge), cast.ben)
    seat = juries.serving(jury)[0]
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    page = client.get(f"/ellery/juries/{jury.pk}/serve/").content.decode()
    assert challenge.version.summary in page and "It stays taken down" in page
    client.logout()
    assert challenge.version.title not in client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    juries.answered(jury, *["stands"] * jury.size)
    assert not Hiding.objects.filter(lifted_at=None).exists()
    page = client.get(f"/ellery/answers/{challenge.version.response_id}/").content.decode()
    assert challenge.version.summary in page
    assert compute_readiness(version=challenge.version, actor=machine(cast.campaign.pk)).ready


def test_what_a_jury_showed_again_is_neither_hidden_nor_taken_down_without_new_evidence(cast: Cast) -> None:
    challenge = _taken_down(cast)
    juries.answered(juries.draw_by(cast, _jury(cast, challenge), cast.ben), *["stands"] * 7)
    version, ada = challenge.version, cast.ada.actor
    with pytest.raises(BadInput, match="evidence"):
        take_down_version(version=version, reason=REASON, actor=ada)
    with pytest.raises(Refused, match="has been shown again, so it cannot be hidden"):
        hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Again.", actor=ada)
    again = take_down_version(version=version, reason=REASON, url="https://court.example/7", actor=ada)
    assert again != challenge and Hiding.objects.filter(lifted_at=None, by_law=True).count() == 1


def test_it_stays_down_when_the_jury_says_so_until_an_appeal_says_otherwise(cast: Cast) -> None:
    challenge = _taken_down(cast)
    first = juries.answered(juries.draw_by(cast, _jury(cast, challenge), cast.ben), *["unfit"] * 7)
    assert Hiding.objects.filter(lifted_at=None).exists()
    second = appeal_verdict(jury=first, reason="She is twenty.", actor=cast.cleo.actor)
    second = juries.draw_by(cast, second, cast.ben)
    juries.answered(second, *["mend"] * second.size)
    assert not Hiding.objects.filter(lifted_at=None).exists()
    assert Challenge.objects.get(pk=challenge.pk).verdict == "mend"


def test_what_an_appeal_shows_again_stays_covered_while_new_evidence_waits_for_its_jury(cast: Cast) -> None:
    juries.bystanders(cast, juries.FERRY + " Paz Pen Pip Pod", juries.ORCHARD + " Quan Quon Qued")
    ada, version = cast.ada.actor, stages.ready(cast)
    challenge = take_down_version(version=version, reason=REASON, url="https://court.example/6", actor=ada)
    first = juries.answered(juries.draw_by(cast, _jury(cast, challenge), cast.ben), *["stands"] * 7)
    again = take_down_version(version=version, reason=REASON, url="https://court.example/7", actor=ada)
    second = juries.draw_by(cast, appeal_verdict(jury=first, reason="She is twelve.", actor=ada), cast.ben)
    juries.answered(second, *["mend"] * second.size)
    assert Hiding.objects.filter(lifted_at=None, by_law=True).exists(), "that is for the second take-down's own jury"
    third = juries.draw_by(cast, Jury.objects.get(challenge=again), cast.ben)
    juries.answered(third, *["stands"] * third.size)
    assert not Hiding.objects.filter(lifted_at=None).exists()
    with pytest.raises(BadInput, match="evidence"):
        take_down_version(version=version, reason=REASON, url="https://court.example/6", actor=ada)
