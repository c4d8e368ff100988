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
from groundswell.responses.services import compute_readiness

Sign = Callable[..., BrowserContext]
PATIENCE = 30_000  # how fast it is, the benchmark says; a test on a busy machine only waits


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def version(cast: Cast) -> Version:
    with scope(cast.campaign.pk):
        juries.bystanders(cast, "Pia Pat Per Pim Pol Pru Paz Pen", "Quin Quim Quy Quil Qadi Qara Quan Quon")
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


def _answer(page: Page, jury: Jury, verdict: str, reason: str) -> None:
    page.goto(f"/ellery/juries/{jury.pk}/serve/")
    page.get_by_label(verdict).check()
    page.get_by_label("Why, in your own words").fill(reason)
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
        expect(beside.get_by_text("0 of 7 members drawn by lot have answered")).to_be_visible()
        sign_in(_next_juror(cast, jury))
        page.goto(f"/ellery/juries/{jury.pk}/serve/")
        page.get_by_role("button", name="Decline").click()
        expect(page.get_by_text("Thank you for saying so.")).to_be_visible()
        for number in range(7):
            sign_in(_next_juror(cast, jury))
            _answer(page, jury, "It should not be ready" if number < 5 else "It stands", f"The minutes, page {number}.")
            if number == 0:
                expect(beside.get_by_text("One of 7 members drawn by lot has answered")).to_be_visible(timeout=PATIENCE)
        expect(beside.get_by_text("The verdict: it should not be ready")).to_be_visible(timeout=PATIENCE)
        beside.get_by_role("link", name="The jury and how it was drawn").click()
        expect(beside.get_by_role("heading", name="It should not be ready: 5")).to_be_visible()
        expect(beside.get_by_role("heading", name="It stands: 2")).to_be_visible()
        expect(beside.get_by_text("The minutes, page 6.")).to_be_visible()
        beside.get_by_role("link", name="Ask for a second jury").click()
        beside.get_by_label("What did the first jury overlook?").fill("The drawer was filled again in April.")
        beside.get_by_role("button", name="Ask for a second jury").click()
        expect(beside.get_by_text("A second jury was called")).to_be_visible()
        page.goto(f"/ellery/answers/{version.response_id}/")
        expect(page.get_by_text("A jury says: this version should not be ready")).to_be_visible()
        _second_verdict(page, cast, jury, sign_in)
        page.goto(challenge)
        expect(page.get_by_text("A jury drawn by lot decided: it stands.")).to_be_visible()
        beside.reload()
        expect(beside.get_by_role("heading", name="It stands: 7")).to_be_visible()
        expect(beside.get_by_role("link", name="Ask for a second jury")).to_have_count(0)
        beside.get_by_role("link", name="The draw, repeated").click()
        expect(beside.get_by_text("It comes out the same")).to_be_visible()
    with scope(cast.campaign.pk):
        assert compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready  # what the worker does
    page.goto(f"/ellery/answers/{version.response_id}/")
    expect(page.get_by_role("heading", name="Why it is ready")).to_be_visible()
    expect(page.get_by_text("A jury says: this version should not be ready")).to_have_count(0)


def _second_verdict(page: Page, cast: Cast, first: Jury, sign_in: Sign) -> None:
    """The second jury is drawn; the last of its seven answers on a page."""
    with scope(cast.campaign.pk):
        second = juries.draw(cast, Jury.objects.get(appeal_of=first))
        juries.answered(second, *["stands"] * 6)
    sign_in(_next_juror(cast, second))
    _answer(page, second, "It stands", "April is what the answer speaks of.")


def test_its_pages_read_well(page: Page, look: Look, cast: Cast, version: Version, sign_in: Sign) -> None:
    with scope(cast.campaign.pk):
        juries.stages.challenged(cast, version)
    jury = _draw(cast, version)
    page.goto("/ellery/juries/how-juries-work/")
    look.judge(page, "juries-method")
    page.goto(f"/ellery/answers/{version.response_id}/versions/1/history/")
    look.judge(page, "juries-history")
    sign_in(_next_juror(cast, jury))
    page.goto(f"/ellery/juries/{jury.pk}/serve/")
    expect(page.get_by_text("Nobody sees what you say before the jury closes.")).to_be_visible()
    look.judge(page, "juries-serve")
    page.goto(f"/ellery/juries/{jury.pk}/")
    expect(page.get_by_text("You sit on this jury.")).to_be_visible()
    look.judge(page, "juries-sits")
    page.goto(f"/ellery/answers/{version.response_id}/versions/1/challenge/")
    look.judge(page, "juries-challenge-form")
    page.goto(f"/ellery/juries/{jury.pk}/check/")
    page.get_by_text("Every label and its group").click()
    look.judge(page, "juries-check")
    with scope(cast.campaign.pk):
        juries.answered(jury, *["unfit"] * 5, "stands", "stands")
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


def test_what_stewards_and_readers_see_reads_well(page: Page, look: Look, cast: Cast, version: Version, sign_in: Sign) -> None:
    with scope(cast.campaign.pk):
        juries.stages.challenged(cast, version)
        reader = version.ratings.select_related("member__account").order_by("pk")[0].member.account
    sign_in(cast.ada.account)
    page.goto("/ellery/juries/how-long/")
    page.get_by_label("How long do jurors have?").select_option("48")
    page.get_by_label("Why?").fill("The board votes on Monday.")
    look.judge(page, "juries-hours")
    page.get_by_role("button", name="From now on").click()
    expect(page.get_by_text("48 hours instead of 72")).to_be_visible()
    sign_in(reader)
    page.goto("/ellery/answers/my-ratings/")
    expect(page.get_by_text("Challenged", exact=True)).to_be_visible()
    look.judge(page, "juries-my-ratings")


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
