"""Questions people ask and the lineage of an answer, on a phone and on a desk, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import WORDS, asked, neighbours, published, ready, second_version

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.responses.models import Version
from groundswell.responses.services import compute_readiness, fork_version, publish_version, rate_version, save_working_copy


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def version(cast: Cast) -> Version:
    with scope(cast.campaign.pk):
        first = ready(cast)
        for number in range(4):
            fork = fork_version(version=first, actor=cast.ben.actor)
            content = replace(WORDS, title=f"What Ferry Street says, take {number + 1}")
            save_working_copy(response=fork, content=content, revision=1, actor=cast.ben.actor)
            publish_version(response=fork, revision=2, actor=cast.ben.actor)
        return second_version(cast, first)


def test_a_question_is_written_down_and_its_page_leads_to_an_answer(
    page: Page, look: Look, cast: Cast, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        asked(cast)
    sign_in(cast.cleo.account)
    page.goto("/ellery/answers/questions/")
    page.get_by_label("What do people ask you?").fill("Is the water safe for a baby?")
    look.judge(page, "questions")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="Is the water safe for a baby?")).to_be_visible()
    look.judge(page, "question")
    page.get_by_role("link", name="Write the first answer").click()
    expect(page.get_by_role("heading", name="Write an answer")).to_be_visible()


def test_the_lineage_is_drawn_and_fits_a_phone(page: Page, look: Look, version: Version) -> None:
    page.goto(f"/ellery/answers/{version.response_id}/")
    page.get_by_role("link", name="The whole lineage, drawn").click()
    expect(page.get_by_role("list", name="Versions and what grew from them").get_by_role("listitem")).to_have_count(6)
    look.judge(page, "lineage")


def test_the_way_to_the_line_is_drawn(page: Page, look: Look, cast: Cast) -> None:
    with scope(cast.campaign.pk):
        version, judge = published(cast), machine(cast.campaign.pk)
        first, *others = neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(
            cast, cast.orchard, "Oda Olaf Omar Otto"
        )
        rate_version(version=version, value="yes", actor=first.actor)
        compute_readiness(version=version, actor=judge)
        for reader in others:
            rate_version(version=version, value="yes", actor=reader.actor)
        compute_readiness(version=version, actor=judge)
    page.goto(f"/ellery/answers/{version.response_id}/")
    page.get_by_role("link", name="How it got there").click()
    page.locator("summary", has_text="The numbers behind it").click()
    expect(page.get_by_role("region", name="The numbers behind it").get_by_role("row")).to_have_count(3)
    look.judge(page, "history")
