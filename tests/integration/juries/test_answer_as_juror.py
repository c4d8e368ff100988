"""Jurors answer in secret until the jury closes; the last answer closes it, and the verdict binds at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests import juries, stages
from tests.cast import Cast

from groundswell.campaigns.addresses import address
from groundswell.juries.models import Jury
from groundswell.juries.services import answer_as_juror
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.pulse.models import PulseEvent
from groundswell.responses.models import Challenge, Readiness
from groundswell.responses.services import (
    adopt_version,
    compute_readiness,
    rate_version,
    settle_challenge,
)
from groundswell.sharing.models import PassOn
from groundswell.sharing.services import make_pass_on, pass_further


def test_it_should_not_be_ready_takes_the_mark_and_no_rating_brings_it_back(
    cast: Cast, recorded: Callable[[], list[str]]
) -> None:
    jury = juries.judged(cast)
    version = jury.challenge.version
    assert (jury.state, jury.verdict, jury.counts) == ("closed", "unfit", {"stands": 0, "mend": 0, "unfit": 7})
    challenge = Challenge.objects.get(pk=jury.challenge_id)
    assert challenge.verdict == "unfit" and challenge.settled_at and challenge.jury_since is None
    assert not Readiness.objects.get(version=version).ready
    assert recorded()[-4:] == [
        "juries.juror_answered",
        "responses.version_fell_short",
        "responses.challenge_judged",
        "juries.jury_closed",
    ]
    assert not compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready
    with pytest.raises(Refused, match="not ready"):
        adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)


@pytest.mark.parametrize("verdict", ["stands", "mend"])
def test_the_other_two_leave_it_ready(cast: Cast, verdict: str, client: Client) -> None:
    jury = juries.judged(cast, verdict)
    assert jury.verdict == verdict and Readiness.objects.get(version=jury.challenge.version).ready
    page = client.get(f"/ellery/answers/{jury.challenge.version.response_id}/").content.decode()
    assert ("this version needs a correction" in page) is (verdict == "mend")


def _further(cast: Cast, link: PassOn) -> PassOn:
    return pass_further(pass_on=link, key="one", actor=cast.visitor)


@pytest.mark.parametrize("verdict", ["stands", "mend", "unfit"])
def test_whoever_opens_a_link_is_told_what_was_upheld(cast: Cast, verdict: str, client: Client) -> None:
    jury = juries.called(cast)
    adoption = adopt_version(version=jury.challenge.version, community=cast.ferry, actor=cast.ben.actor)
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    juries.answered(juries.draw(cast, jury), *[verdict] * 7)
    page = client.get(address(cast.campaign, "sharing:landing", link.code)).content.decode()
    told = {"mend": "these words need a correction", "unfit": "no community should speak with these words", "stands": ""}
    assert all((words in page) is (verdict == said) for said, words in told.items() if words)
    assert ("Pass it on</button>" in page) is (verdict != "unfit")
    if verdict == "unfit":
        for deed in (lambda: make_pass_on(adoption=adoption, actor=cast.ben.actor), lambda: _further(cast, link)):
            with pytest.raises(Refused, match="no community should speak"):
                deed()


def test_what_they_say_is_secret_until_it_closes_and_their_names_for_ever(cast: Cast, client: Client) -> None:
    jury = juries.answered(juries.drawn(cast), *["unfit"] * 6)
    addresses = [f"/ellery/juries/{jury.pk}/", f"/ellery/answers/challenges/{jury.challenge_id}/", "/ellery/juries/"]
    for who in (cast.ada, cast.cleo):
        client.force_login(who.account)
        for path in addresses:
            page = client.get(path).content.decode()
            assert "6 of 7 members" in page and "I looked it up" not in page and "<h2>What they said" not in page
    seats = juries.serving(jury)
    jury = juries.answered(jury, *["unfit"] * 6, "stands")
    for who in (cast.ada, cast.cleo):
        client.force_login(who.account)
        page = client.get(addresses[0]).content.decode()
        assert "I looked it up, 3." in page and "What they said" in page
        assert not [one for one in seats if one.member and one.member.display_name in page]


def test_the_log_never_says_who_sat(cast: Cast) -> None:
    jury = juries.judged(cast)
    members = {one.member_id for one in jury.seats.all()}
    rows = PulseEvent.objects.filter(kind__startswith="juries.")
    assert rows.exists() and not [row for row in rows if row.actor_id in members or row.subject_id in members]
    assert not [row for row in rows if any(str(one) in str(row.data) for one in members)]


def test_an_answer_is_changed_until_the_end_and_sent_twice_is_once(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    seat = juries.serving(juries.drawn(cast))[0]
    actor = juries.juror(seat)
    for _press in range(2):
        answer_as_juror(seat=seat, verdict="mend", reason="One word is off.", actor=actor)
    assert recorded().count("juries.juror_answered") == 1
    changed = answer_as_juror(seat=seat, verdict="stands", reason="I read it again.", actor=actor)
    assert (changed.verdict, recorded().count("juries.juror_answered")) == ("stands", 1)


def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast) -> None:
    seat = juries.serving(juries.drawn(cast))[0]
    for verdict, reason, field in (
        ("guilty", "Because.", "verdict"),
        ("stands", " ", "reason"),
        ("stands", "x" * 601, "reason"),
    ):
        with pytest.raises(BadInput) as refusal:
            answer_as_juror(seat=seat, verdict=verdict, reason=reason, actor=juries.juror(seat))
        assert refusal.value.field == field


def test_nobody_else_answers_for_a_seat(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    seat, other = juries.serving(jury)[:2]
    for actor in (cast.ada.actor, cast.visitor, juries.juror(other)):
        with pytest.raises(NotHere):
            answer_as_juror(seat=seat, verdict="stands", reason="Because.", actor=actor)
    client.force_login(cast.ada.account)
    for page in ("serve", "answer", "decline"):
        ask = client.get if page == "serve" else client.post
        assert ask(f"/ellery/juries/{jury.pk}/{page}/").status_code == 404


def test_after_the_time_nothing_is_taken_and_a_stale_tab_says_so(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    seat = juries.serving(jury)[0]
    with clock.at(clock.now() + timedelta(hours=73)), pytest.raises(Refused, match="closed"):
        answer_as_juror(seat=seat, verdict="stands", reason="Because.", actor=juries.juror(seat))
    juries.answered(jury, *["stands"] * 7)
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    sent = client.post(f"/ellery/juries/{jury.pk}/answer/", {"verdict": "unfit", "reason": "Too late."})
    assert sent.status_code == 409 and "This jury is closed" in sent.content.decode()
    assert Jury.objects.get(pk=jury.pk).counts["unfit"] == 0


def test_the_jurors_page_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    seat = juries.serving(jury)[0]
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    page = client.get(f"/ellery/juries/{jury.pk}/serve/").content.decode()
    assert "The drawer was emptied in March." in page and stages.WORDS.summary in page and "without names" in page
    refused = client.post(f"/ellery/juries/{jury.pk}/answer/", {"reason": "I was there."})
    assert refused.status_code == 422 and "I was there." in refused.content.decode()
    done = client.post(f"/ellery/juries/{jury.pk}/answer/", {"verdict": "stands", "reason": "I was there."})
    assert done.status_code == 302 and juries.serving(jury)[0].verdict == "stands"


def test_while_it_sits_neither_side_settles_it(cast: Cast) -> None:
    jury = juries.drawn(cast)
    for actor in (cast.ben.actor, cast.cleo.actor):
        with pytest.raises(Refused, match="jury is looking"):
            settle_challenge(challenge=jury.challenge, actor=actor)


def test_decided_it_is_raised_again_only_with_new_evidence(cast: Cast) -> None:
    version = juries.judged(cast, "stands").challenge.version
    ada = cast.ada.actor
    with pytest.raises(BadInput, match="jury has decided") as refusal:
        stages.challenge_version(version=version, kind="fact", reason="Emptied!", actor=ada)
    assert refusal.value.field == "url"
    stages.challenge_version(version=version, kind="harm", reason="It names her.", actor=ada)
    url = "https://water.example/minutes"
    again = stages.challenge_version(version=version, kind="fact", reason="Here.", url=url, actor=cast.ben.actor)
    assert again.url == url


def test_who_took_a_part_in_the_answer_since_they_were_drawn_judges_it_no_more(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    first, second, *_others = juries.serving(jury)
    for seat in (first, second):
        if seat == second:
            answer_as_juror(seat=seat, verdict="mend", reason="I looked it up.", actor=juries.juror(seat))
        rate_version(version=jury.challenge.version, value="no", actor=juries.juror(seat))
    assert first.member and first.member.account
    client.force_login(first.member.account)
    said = {"verdict": "unfit", "reason": "I never liked it."}
    page = client.post(f"/ellery/juries/{jury.pk}/answer/", said, follow=True).content.decode()
    assert "so another member judges it" in page
    first.refresh_from_db()
    assert (first.left_why, first.verdict) == ("unable", "") and len(juries.serving(jury)) == 7
    with pytest.raises(Refused, match="took a part in this answer since"):
        answer_as_juror(seat=second, verdict="unfit", reason="Now I do not.", actor=juries.juror(second))
    second.refresh_from_db()
    assert second.verdict == "mend" and second.left_at is None


def test_the_verdict_is_on_the_words_whoever_publishes_them(cast: Cast) -> None:
    jury = juries.drawn(cast)
    version = jury.challenge.version
    same = stages.ready_again(cast, version.title)
    assert same.content_hash == version.content_hash and same.response_id != version.response_id
    juries.answered(jury, *["unfit"] * 7)
    assert not Readiness.objects.get(version=same).ready
    again = compute_readiness(version=same, actor=machine(cast.campaign.pk))
    assert not again.ready and again.report["missing"][0][0] == "barred"
