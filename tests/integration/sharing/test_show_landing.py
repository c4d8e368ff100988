"""The page of a link: the community's words, who vouches, sources, one thing to do; small, quiet, and in one query."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, assemble
from tests.integration.sharing.conftest import Begun
from tests.stages import second_version

from groundswell.communities.models import Hiding
from groundswell.kit.clock import now
from groundswell.responses.services import adopt_version, end_adoption
from groundswell.sharing.services import make_pass_on, pass_further


def test_it_says_what_who_and_why(begun: Begun, cast: Cast, phone: Any) -> None:
    response = phone.get(begun.at())
    page = response.content.decode()
    assert "Ask for the samples first" in page and "The samples of last month are in the board" in page
    assert "Someone from <b>Ferry Street</b> sent you this" in page
    assert "Vouched for by readers in Ferry Street, Orchard growers." in page
    assert 'href="https://water.example/agenda/6"' in page
    assert "You are the second hand in this chain." in page
    assert "Responsible for this content: The people of Ellery" in page
    assert f'action="{begun.at("/on")}"' in page and "/ellery/join" in page
    assert f"/ellery/communities/report/responses.Version/{begun.adoption.version_id}/" in page
    assert response["X-Robots-Tag"] == "noindex" and '<meta name="robots" content="noindex">' in page
    assert 'property="og:title" content="Ask for the samples first"' in page
    assert f'property="og:url" content="http://testserver{begun.at()}"' in page
    assert "no-cache" in response["Cache-Control"] and "private" in response["Cache-Control"]


def test_it_is_small_and_asks_nobody_else(begun: Begun, phone: Any) -> None:
    page = phone.get(begun.at()).content
    assert len(page) < 12_000
    links = [part.split(b'"')[0] for part in page.split(b'src="')[1:]] + [
        part.split(b'"')[0] for part in page.split(b'<link rel="stylesheet" href="')[1:]
    ]
    assert links and all(link.startswith(b"/static/") for link in links)


def test_a_communitys_own_words_stand_for_the_answers(begun: Begun, cast: Cast, phone: Any) -> None:
    own = adopt_version(
        version=begun.adoption.version,
        community=cast.ferry,
        words="On our street we say:\n\nread it out.",
        actor=cast.ben.actor,
    )
    link = make_pass_on(adoption=own, actor=cast.cleo.actor)
    page = phone.get(begun.at(link=link)).content.decode()
    assert "On our street we say:" in page and "The samples of last month" not in page
    assert f"/ellery/communities/report/responses.Adoption/{own.pk}/" in page, "the street's hosts look after its own words"


def test_the_page_speaks_the_answers_language(begun: Begun, cast: Cast, phone: Any) -> None:
    response = begun.adoption.version.response
    response.language = "es"
    response.save(update_fields=["language"])
    page = phone.get(begun.at()).content.decode()
    assert '<html lang="es">' in page and '<article lang="es">' in page
    phone.force_login(cast.ada.account)
    assert '<html lang="en">' in phone.get(begun.at()).content.decode(), "a member keeps the language they read in"


def test_a_newer_version_is_said(begun: Begun, cast: Cast, phone: Any) -> None:
    adopt_version(version=second_version(cast, begun.adoption.version), community=cast.ferry, actor=cast.ben.actor)
    page = phone.get(begun.at()).content.decode()
    assert "Ferry Street has since taken newer words." in page
    assert "Ask for the samples first" in page, "a link says what it said"
    assert "Pass it on" in page


def test_an_adoption_that_ended_is_said(begun: Begun, cast: Cast, phone: Any) -> None:
    end_adoption(adoption=begun.adoption, actor=cast.ben.actor)
    page = phone.get(begun.at()).content.decode()
    assert "Ferry Street no longer uses this answer." in page
    assert "Pass it on" not in page and "/ellery/join" in page


@pytest.mark.parametrize("what", ["version", "response", "adoption"])
def test_what_a_host_hid_is_hidden_here_too(begun: Begun, cast: Cast, phone: Any, what: str) -> None:
    things = {"version": begun.adoption.version, "response": begun.adoption.version.response, "adoption": begun.adoption}
    Hiding.objects.create(
        campaign=cast.campaign,
        subject_type=things[what]._meta.label,
        subject_id=things[what].pk,
        hidden_by=cast.ben.member,
        reason="It names a private person.",
        hidden_at=now(),
    )
    page = phone.get(begun.at()).content.decode()
    assert "It names a private person." in page
    assert "Ask for the samples first" not in page and "The samples of last month" not in page and "Pass it on" not in page
    refused = phone.post(begun.at("/on"), {"key": "k"})
    assert refused.status_code == 409 and "This answer is hidden" in refused.content.decode()


def test_a_code_of_another_campaign_is_not_here(begun: Begun, phone: Any) -> None:
    assemble("brannoc")
    assert phone.get(begun.at().replace("/ellery/", "/brannoc/")).status_code == 404
    assert phone.get(begun.at().replace("/ellery/", "/nowhere/")).status_code == 404


def test_far_down_the_chain_it_costs_the_same(begun: Begun, cast: Cast, phone: Any) -> None:
    from django.db import connection

    with CaptureQueriesContext(
        connection,
    ) as near:
        phone.get(begun.at())
    link = begun.first
    for number in range(12):
        pass_further(pass_on=link, key=f"other {number}", actor=cast.visitor)
        link = pass_further(pass_on=link, key=f"next {number}", actor=cast.visitor)
    with CaptureQueriesContext(connection) as far:
        page = phone.get(begun.at(link=link)).content.decode()
    assert "You are hand number 14 in this chain." in page
    # The campaign, the page, the visit; BEGIN, COMMIT or savepoints beside them.
    own = [one["sql"] for one in far if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(far) == len(near) and len(own) == 3
