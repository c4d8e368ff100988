"""Challenging a version in public: any member, one open at a time; it is marked everywhere and hides nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.stages import WORDS, adopted, challenged, published, ready

from groundswell.campaigns.addresses import address
from groundswell.communities.services.reports import hide_thing
from groundswell.kit.errors import BadInput, NotHere, Refused, TooMany
from groundswell.responses.models import Challenge, Readiness
from groundswell.responses.services import challenge_version
from groundswell.sharing.services import make_pass_on

Ask = Callable[..., HttpResponse]


def test_any_member_challenges_once_at_a_time(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    challenge = challenged(cast)
    assert (challenge.raised_by, challenge.kind, challenge.settled_at) == (cast.ben.member, "fact", None)
    assert recorded()[-1] == "responses.version_challenged"
    assert challenged(cast, challenge.version) == challenge
    with pytest.raises(Refused, match="challenged this version already"):
        challenged(cast, challenge.version, "Something else.")
    challenge_version(version=challenge.version, kind="harm", reason="It names her.", actor=cast.ada.actor)
    assert Challenge.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "reason", "url", "field"),
    [
        ("taste", "Dull.", "", "kind"),
        ("fact", "  ", "", "reason"),
        ("fact", "x" * 601, "", "reason"),
        ("fact", "Wrong.", "javascript:alert(1)", "url"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, kind: str, reason: str, url: str, field: str) -> None:
    version = published(cast)
    with pytest.raises(BadInput) as refusal:
        challenge_version(version=version, kind=kind, reason=reason, url=url, actor=cast.ben.actor)
    assert refusal.value.field == field and not Challenge.objects.exists()


def test_neither_its_authors_nor_who_is_outside(cast: Cast) -> None:
    version = published(cast)
    with pytest.raises(Refused, match="Publish a better version"):
        challenge_version(version=version, kind="fact", reason="Wrong.", actor=cast.cleo.actor)
    for actor in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            challenge_version(version=version, kind="fact", reason="Wrong.", actor=actor)


def test_nobody_challenges_everything(cast: Cast) -> None:
    versions = [published(cast) for _number in range(7)]
    for version in versions[:6]:
        challenged(cast, version)
    with pytest.raises(TooMany):
        challenged(cast, versions[6])


def test_it_blocks_nothing(cast: Cast) -> None:
    version = ready(cast)
    challenged(cast, version)
    assert Readiness.objects.get(version=version).ready


def test_it_is_marked_and_the_words_stay(cast: Cast, ask: Ask) -> None:
    challenge = challenged(cast)
    for path in (f"{challenge.version.response_id}/", "all/"):
        page = ask(path).content.decode()
        assert '<span class="tag break">Challenged</span>' in page and WORDS.summary in page
    listed = ask("challenges/").content.decode()
    assert challenge.reason in listed and "Ben" not in listed and "Raised by a member" in listed
    assert "Raised by Ben" in ask(f"challenges/{challenge.pk}/", "ada").content.decode()


def test_the_form_keeps_what_was_typed(cast: Cast, ask: Ask) -> None:
    path = f"{published(cast).response_id}/versions/1/challenge/"
    refused = ask(path, "ben", {"reason": "The drawer was emptied.", "url": "nowhere"})
    assert refused.status_code == 422 and "The drawer was emptied." in refused.content.decode()
    done = ask(path, "ben", {"kind": "fact", "reason": "The drawer was <b>emptied</b>.", "url": "https://water.example/m"})
    assert done.status_code == 302 and Challenge.objects.get().reason == "The drawer was emptied."


def test_a_steward_sees_what_is_open_on_the_first_page(cast: Cast, client: Client) -> None:
    challenge = challenged(cast)
    for player, sees in ((cast.ada, True), (cast.ben, False)):
        client.force_login(player.account)
        assert (f"/ellery/answers/challenges/{challenge.pk}/" in client.get("/ellery/").content.decode()) is sees


def test_what_a_host_hid_is_not_listed(cast: Cast, ask: Ask) -> None:
    challenge = challenged(cast)
    hide_thing(subject_type="responses.Challenge", subject_id=challenge.pk, reason="It names her.", actor=cast.ada.actor)
    for path in ("challenges/", f"{challenge.version.response_id}/"):
        assert challenge.reason not in ask(path).content.decode()
    page = ask(f"challenges/{challenge.pk}/").content.decode()
    assert "It names her." in page and challenge.reason not in page, "that there is one stays public"


def test_whoever_opens_a_link_is_told(cast: Cast, client: Client) -> None:
    adoption = adopted(cast)
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    assert "Challenged" not in client.get(address(cast.campaign, "sharing:landing", link.code)).content.decode()
    challenge_version(version=adoption.version, kind="harm", reason="It names her.", actor=cast.ada.actor)
    assert (
        "Challenged by one member: see why" in client.get(address(cast.campaign, "sharing:landing", link.code)).content.decode()
    )


def test_the_list_costs_the_same_however_many_are_open(cast: Cast, ask: Ask) -> None:
    challenge = challenged(cast)
    ask("challenges/", "ada")
    with CaptureQueriesContext(connection) as few:
        ask("challenges/", "ada")
    challenge_version(version=challenge.version, kind="harm", reason="It names her.", actor=cast.ada.actor)
    challenged(cast, published(cast))
    with CaptureQueriesContext(connection) as many:
        ask("challenges/", "ada")
    assert len(many) == len(few) <= 12
