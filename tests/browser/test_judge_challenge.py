"""From a challenge to a verdict, on phones: Ben challenges, members drawn by lot decide, Cleo sees it happen and appeals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests import juries
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import ready

from groundswell.juries.models import Jury
from groundswell.juries.services import call_missing_juries
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.people.models import Account
from groundswell.responses.models import Version

Sign = Callable[..., BrowserContext]
PATIENCE = 30_000  # how fast it is, the benchmark says; a test on a busy machine only waits


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def version(cast: Cast) -> Version:
    with scope(cast.campaign.pk):
        juries.bystanders(cast, "Pia Pat", "Quin Quim")
        return ready(cast)


def _draw(cast: Cast, version: Version) -> Jury:
    """What the worker does meanwhile, with Ada's question in between."""
    with scope(cast.campaign.pk):
        (jury,) = call_missing_juries(version=version, actor=machine(cast.campaign.pk))
    with scope(cast.campaign.pk):
        return juries.draw(cast, jury)


def _next_juror(cast: Cast, jury: Jury) -> Account:
    with scope(cast.campaign.pk):
        seat = next(one for one in juries.serving(jury) if not one.verdict)
        assert seat.member and seat.member.account
        return seat.member.account


def _answer(page: Page, jury: Jury) -> None:
    page.goto(f"/ellery/juries/{jury.pk}/serve/")
    page.get_by_label("It should not be ready").check()
    page.get_by_label("Why, in your own words").fill("The minutes of March say that the drawer was empty.")
    page.get_by_role("button", name="Give your answer").click()
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()


def test_from_challenge_to_verdict(
    page: Page, look: Look, cast: Cast, version: Version, sign_in: Sign, browser: Browser, site: str
) -> None:
    sign_in(cast.ben.account)
    page.goto(f"/ellery/answers/{version.response_id}/versions/1/challenge/")
    page.get_by_label("a fact is wrong").check()
    page.get_by_label("Say it in your own words").fill("The drawer was emptied in March.")
    page.get_by_role("button", name="Challenge it").click()
    expect(page.get_by_text("It is public now.")).to_be_visible()
    challenge = page.url
    jury = _draw(cast, version)
    with browser.new_context(base_url=site, locale="en-GB", timezone_id="UTC") as authors:
        sign_in(cast.cleo.account, authors)
        beside = authors.new_page()
        with beside.expect_response(lambda answer: "/ellery/live" in answer.url and answer.status == 200):
            beside.goto(challenge)
        expect(beside.get_by_text("0 of 3 members drawn by lot have answered")).to_be_visible()
        sign_in(_next_juror(cast, jury))
        page.goto(f"/ellery/juries/{jury.pk}/serve/")
        page.get_by_role("button", name="Decline").click()
        expect(page.get_by_text("Thank you for saying so.")).to_be_visible()
        for number in range(3):
            sign_in(_next_juror(cast, jury))
            _answer(page, jury)
            if number == 0:
                expect(beside.get_by_text("One of 3 members drawn by lot has answered")).to_be_visible(timeout=PATIENCE)
        expect(beside.get_by_text("The verdict: it should not be ready")).to_be_visible(timeout=PATIENCE)
        beside.get_by_role("link", name="The jury and how it was drawn").click()
        beside.get_by_role("link", name="Ask for a second jury").click()
        beside.get_by_label("What did the first jury overlook?").fill("The drawer was filled again in April.")
        beside.get_by_role("button", name="Ask for a second jury").click()
        expect(beside.get_by_text("A second jury was called")).to_be_visible()
    page.goto(f"/ellery/answers/{version.response_id}/")
    expect(page.get_by_text("A jury said that this version should not be ready")).to_be_visible()


def test_its_pages_read_well(page: Page, look: Look, cast: Cast, version: Version, sign_in: Sign) -> None:
    with scope(cast.campaign.pk):
        juries.stages.challenged(cast, version)
    jury = _draw(cast, version)
    page.goto("/ellery/juries/how-juries-work/")
    look.judge(page, "juries-method")
    sign_in(_next_juror(cast, jury))
    page.goto(f"/ellery/juries/{jury.pk}/serve/")
    expect(page.get_by_text("Nobody sees what you say before the jury closes.")).to_be_visible()
    look.judge(page, "juries-serve")
    page.goto(f"/ellery/juries/{jury.pk}/")
    expect(page.get_by_text("You sit on this jury.")).to_be_visible()
    look.judge(page, "juries-sits")
    with scope(cast.campaign.pk):
        juries.answered(jury, "unfit", "unfit", "stands")
    sign_in(cast.cleo.account)
    page.goto(f"/ellery/juries/{jury.pk}/")
    expect(page.get_by_role("heading", name="What they said")).to_be_visible()
    look.judge(page, "juries-closed")
    page.goto(f"/ellery/juries/{jury.pk}/appeal/")
    look.judge(page, "juries-appeal")
    page.goto("/ellery/juries/")
    look.judge(page, "juries-record")
    page.goto(f"/ellery/answers/challenges/{jury.challenge_id}/")
    look.judge(page, "juries-challenge")
    page.goto(f"/ellery/answers/{version.response_id}/")
    look.judge(page, "juries-answer")


def test_a_steward_takes_down_and_the_page_says_why(
    page: Page, look: Look, cast: Cast, version: Version, sign_in: Sign
) -> None:
    sign_in(cast.ada.account)
    page.goto(f"/ellery/answers/{version.response_id}/")
    page.get_by_role("link", name="Take it down").click()
    look.judge(page, "juries-take-down")
    page.get_by_label("Which law it breaks").fill("It names a minor: article 3 of the press law.")
    page.get_by_role("button", name="Take it down").click()
    expect(page.get_by_text("A jury will be drawn to look at it.")).to_be_visible()
    page.goto(f"/ellery/answers/{version.response_id}/")
    expect(page.get_by_text("It names a minor: article 3 of the press law.")).to_be_visible()
    look.judge(page, "juries-taken-down")
