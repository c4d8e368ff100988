"""The public record of juries: counts and reasons for everyone, the same few queries however many there are."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import juries, stages
from tests.cast import Cast

from groundswell.communities.services import hide_thing
from groundswell.juries.models import Jury
from groundswell.juries.services import call_missing_juries
from groundswell.kit.actor import machine
from groundswell.responses.services import answer_challenge

RECORD = "/ellery/juries/"


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_while_there_is_none_it_says_why(cast: Cast, client: Client) -> None:
    assert "No jury was called yet" in client.get(RECORD).content.decode()
    page = client.get("/ellery/juries/how-juries-work/").content.decode()
    assert "72 hours" in page and "groundswell juries check draw.json" in page


def test_the_open_challenges_lead_there(cast: Cast, client: Client) -> None:
    assert f'href="{RECORD}"' in client.get("/ellery/answers/challenges/").content.decode()


def test_it_lists_what_was_said_and_costs_the_same_however_long(cast: Cast, client: Client) -> None:
    jury = juries.answered(juries.drawn(cast), "unfit", "unfit", "unfit", "unfit", "stands", "mend", "mend")
    client.force_login(cast.ada.account)
    client.get(RECORD)
    few = _queries(client, RECORD)
    page = client.get(RECORD).content.decode()
    assert "It should not be ready: <b" in page and "The drawer was emptied in March." in page
    version = jury.challenge.version
    stages.challenge_version(version=version, kind="harm", reason="It names her.", actor=cast.ada.actor)
    other = stages.second_version(cast, version)
    for seat, kind in zip(jury.seats.all(), ("fact", "harm", "pillar"), strict=False):
        actor = juries.juror(seat)
        stages.challenge_version(version=other, kind=kind, reason=f"About {kind}.", actor=actor)
        call_missing_juries(version=other, actor=machine(cast.campaign.pk))
    assert Jury.objects.count() == 4
    assert _queries(client, RECORD) == few <= 14


def test_the_answers_page_has_a_line_on_it(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    page = client.get(f"/ellery/answers/{jury.challenge.version.response_id}/").content.decode()
    assert "0 of 7 members drawn by lot have answered" in page and f"/ellery/juries/{jury.pk}/" in page
    part = client.get(f"/ellery/juries/on-version/{jury.challenge.version_id}/").content.decode()
    assert f'data-live="response:{jury.challenge.version.response_id}"' in part and "<html" not in part


def test_the_jurys_own_page_has_a_part_that_lives(cast: Cast, client: Client) -> None:
    jury = juries.judged(cast)
    part = client.get(f"{RECORD}{jury.pk}/state/").content.decode()
    assert f'data-live="response:{jury.challenge.version.response_id}"' in part and "I looked it up, 3." in part
    assert "<html" not in part and part.strip() in client.get(f"{RECORD}{jury.pk}/").content.decode()


def test_what_a_host_hid_is_not_repeated(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    hide_thing(subject_type="responses.Challenge", subject_id=jury.challenge_id, reason="It names her.", actor=cast.ada.actor)
    for address in (RECORD, f"{RECORD}{jury.pk}/", f"{RECORD}on-challenge/{jury.challenge_id}/"):
        assert "The drawer was emptied" not in client.get(address).content.decode()


def test_a_jurors_reason_can_be_reported_and_hidden_and_never_names_them(cast: Cast, client: Client) -> None:
    jury = juries.judged(cast)
    seat = jury.seats.order_by("pk")[0]
    address = f"{RECORD}{jury.pk}/"
    report = f"/ellery/communities/report/juries.Seat/{seat.pk}/"
    assert report in client.get(address).content.decode() and seat.reason in client.get(report).content.decode()
    thing = hide_thing(subject_type="juries.Seat", subject_id=seat.pk, reason="It names her.", actor=cast.ada.actor)
    page = client.get(address).content.decode()
    assert thing.community is None and seat.reason not in page and 'It should not be ready: <span class="num">7' in page


def test_before_it_closes_no_reason_is_there_to_report(cast: Cast, client: Client) -> None:
    jury = juries.answered(juries.drawn(cast), "unfit")
    seat = jury.seats.exclude(verdict="").get()
    assert client.get(f"/ellery/communities/report/juries.Seat/{seat.pk}/").status_code == 404


def test_a_challenge_tells_its_story_as_a_timeline(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    answer_challenge(challenge=jury.challenge, answer="It was filled again.", actor=cast.cleo.actor)
    juries.answered(jury, *["unfit"] * 7)
    page = client.get(f"/ellery/answers/challenges/{jury.challenge_id}/").content.decode()
    told = [
        "Challenged",
        "A jury was called",
        "7 members drawn by lot",
        "Its authors answered",
        "The verdict: it should not be ready",
        "It can be appealed until then",
    ]
    places = [page.index(words) for words in told[1:]]
    assert places == sorted(places) and "A jury drawn by lot decided" in page


def test_of_a_version_that_was_hidden_neither_title_nor_challenge_is_repeated(cast: Cast, client: Client) -> None:
    jury = juries.drawn(cast)
    challenge, version = jury.challenge, jury.challenge.version
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="It names a neighbour.", actor=cast.ada.actor)
    for path in ("/ellery/juries/", f"/ellery/juries/{jury.pk}/"):
        page = client.get(path).content.decode()
        assert "A hidden answer" in page and version.title not in page and challenge.reason not in page
    seat = juries.serving(jury)[0]
    assert seat.member and seat.member.account
    client.force_login(seat.member.account)
    assert version.summary in client.get(f"/ellery/juries/{jury.pk}/serve/").content.decode(), "hiding stops no jury"
