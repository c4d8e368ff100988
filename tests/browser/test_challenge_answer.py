"""A challenge from one phone to the next: raised by a reader, answered by its author, marked where the answer stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import WORDS, ready

from groundswell.kit.db import scope
from groundswell.responses.models import Version


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def version(cast: Cast) -> Version:
    with scope(cast.campaign.pk):
        return ready(cast, replace(WORDS, body="Lead was found in 12 homes.\n\nAsk for the samples tonight [1]."))


def test_a_reader_challenges_and_an_author_answers(
    page: Page, look: Look, cast: Cast, version: Version, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.ben.account)
    page.goto(f"/ellery/answers/{version.response_id}/")
    page.get_by_role("link", name="Challenge it in public").click()
    page.get_by_label("a fact is wrong").check()
    page.get_by_label("Say it in your own words").fill("It was nine homes: the list of March says so.")
    look.judge(page, "challenge-version")
    page.get_by_role("button", name="Challenge it").click()
    expect(page.get_by_text("It is public now.")).to_be_visible()
    sign_in(cast.cleo.account)
    page.reload()
    page.get_by_label("What its authors say").fill("The list of April says twelve. We will name it.")
    page.get_by_role("button", name="Answer it").click()
    expect(page.get_by_text("Its authors say:")).to_be_visible()
    look.judge(page, "challenge")
    page.goto("/ellery/answers/challenges/")
    expect(page.get_by_text("Its authors have answered.")).to_be_visible()
    look.judge(page, "challenges")
    page.goto(f"/ellery/answers/{version.response_id}/")
    expect(page.get_by_role("heading", name="Challenged")).to_be_visible()
    expect(page.get_by_text("One claim without a source")).to_be_visible()
    look.judge(page, "answer-challenged")
