"""Fork, edit both, meet in a conflict, propose, take, publish: two people join their answers without a line of script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import WORDS, forked, published

from groundswell.kit.db import scope
from groundswell.responses.models import Version
from groundswell.responses.services import propose_merge, publish_version, rate_version, save_working_copy


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def sides(cast: Cast) -> tuple[Version, Version]:
    """Cleo's second version and Ada's fork of the first: both changed the same word of the title."""
    with scope(cast.campaign.pk):
        first = published(cast)
        rate_version(version=first, value="yes", actor=cast.ben.actor)
        theirs = forked(cast, first, "Ask for the records first, and soon")
        content = replace(WORDS, title="Ask for the readings first", body=f"Who pays? {WORDS.body}")
        copy = save_working_copy(response=first.response, content=content, revision=1, actor=cast.cleo.actor)
        return publish_version(response=first.response, revision=copy.revision, actor=cast.cleo.actor), theirs


@pytest.fixture
def scriptless(browser: Browser, site: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=False) as made:
        yield made


def test_two_people_join_their_answers(
    page: Page,
    scriptless: BrowserContext,
    look: Look,
    cast: Cast,
    sides: tuple[Version, Version],
    sign_in: Callable[..., BrowserContext],
) -> None:
    ours, theirs = sides
    sign_in(cast.ada.account)
    page.goto(f"/ellery/answers/{theirs.response_id}/")
    page.get_by_role("link", name="Merge it into another").click()
    look.judge(page, "merge-targets")
    page.get_by_role("link", name="Propose it to its writers").click()
    expect(page.get_by_text("both sides changed these words")).to_be_visible()
    look.judge(page, "merge-conflict")
    page.get_by_role("radio", name="in other words").check(force=True)
    page.get_by_role("textbox", name="In other words").fill("figures first, and soon")
    page.get_by_label("A word to its writers").fill("Figures are what they are.")
    page.get_by_role("button", name="Propose it to its writers").click()
    expect(page.get_by_text("Its writers are told.")).to_be_visible()

    sign_in(cast.cleo.account, scriptless)
    desk = scriptless.new_page()
    desk.goto(f"/ellery/answers/{ours.response_id}/edit/")
    expect(desk.get_by_text("Ask for the records first, and soon").first).to_be_visible()
    desk.get_by_role("link", name="Look at it whole, or say why not").click()
    expect(desk.get_by_text("Figures are what they are.")).to_be_visible()
    desk.get_by_role("button", name="Take it").click()
    expect(desk.get_by_role("heading", name="Ask for the figures first, and soon")).to_be_visible()
    desk.get_by_role("button", name="Publish version 3").click()
    expect(desk.get_by_text("Merged with")).to_be_visible()

    page.goto(f"/ellery/answers/{theirs.response_id}/lineage/")
    expect(page.get_by_text("merged with Ask for the records first, and soon")).to_be_visible()
    look.judge(page, "lineage-merged")

    # Who found the old text helpful is asked again; the old word stays with the old text.
    page.context.clear_cookies()
    sign_in(cast.ben.account)
    page.goto(f"/ellery/answers/{ours.response_id}/")
    expect(page.get_by_text("what you said stays with the old text. Read this and say again.")).to_be_visible()
    expect(page.locator("#ratings")).to_contain_text("Nobody has said so far.")
    page.goto(f"/ellery/answers/{ours.response_id}/versions/1/")
    expect(page.locator("#ratings")).to_contain_text("1 say yes")


def test_its_writers_see_what_is_proposed_beside_their_draft(
    page: Page, look: Look, cast: Cast, sides: tuple[Version, Version], sign_in: Callable[..., BrowserContext]
) -> None:
    ours, theirs = sides
    with scope(cast.campaign.pk):
        made = propose_merge(
            response=ours.response, version=theirs, onto_number=2, decided=[" records"], words="Soon.", actor=cast.ada.actor
        )
    sign_in(cast.cleo.account)
    page.goto(f"/ellery/answers/proposals/{made.pk}/")
    page.get_by_text("Beside your draft").click()
    expect(page.get_by_text("How it reads then")).to_be_visible()
    look.judge(page, "proposal")
    page.get_by_role("button", name="Decline it").click()
    expect(page.locator("#id_words-wrong")).to_be_visible()
    page.get_by_label("Why not?").fill("We stay with the readings.")
    page.get_by_role("button", name="Decline it").click()
    expect(page.get_by_text("We stay with the readings.")).to_be_visible()


def test_a_member_proposes_other_words_on_a_phone(
    page: Page, look: Look, cast: Cast, sides: tuple[Version, Version], sign_in: Callable[..., BrowserContext]
) -> None:
    ours, _theirs = sides
    sign_in(cast.ben.account)
    page.goto(f"/ellery/answers/{ours.response_id}/")
    page.get_by_role("link", name="Propose other words").click()
    page.get_by_label("Title").fill("Ask for the readings tonight")
    look.judge(page, "propose-edit")
    page.get_by_role("button", name="Propose it to its writers").click()
    expect(page.get_by_text("Its writers are told.")).to_be_visible()
