"""The lineage as a drawing that one can push and click: by mouse and by keys; and the list beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import WORDS, forked, published

from groundswell.kit.db import scope
from groundswell.responses.models import Version
from groundswell.responses.services import merge_version, publish_version, save_working_copy


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def family(cast: Cast) -> Version:
    """Seven versions of Cleo's, with Ada's fork merged into the last."""
    with scope(cast.campaign.pk):
        first = published(cast)
        theirs = forked(cast, first, "Ask for the samples first, and soon")
        for number in range(2, 7):
            copy = first.response.working_copies.get()
            words = replace(WORDS, body=f"{WORDS.body} Again, {number} times.")
            copy = save_working_copy(response=first.response, content=words, revision=copy.revision, actor=cast.cleo.actor)
            publish_version(response=first.response, revision=copy.revision, actor=cast.cleo.actor)
        copy = merge_version(response=first.response, version=theirs, decided=[], revision=copy.revision, actor=cast.cleo.actor)
        return publish_version(response=first.response, revision=copy.revision, actor=cast.cleo.actor)


def test_it_is_pushed_and_clicked(page: Page, look: Look, family: Version) -> None:
    page.goto(f"/ellery/answers/{family.response_id}/lineage/")
    drawing = page.get_by_role("region", name="The family, drawn")
    newest = drawing.get_by_role("link", name="version 7")
    expect(newest).to_be_in_viewport()
    look.judge(page, "lineage-drawn")
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    expect(newest).to_be_in_viewport()
    box = drawing.bounding_box()
    assert box
    before = drawing.evaluate("it => it.scrollLeft")
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 20, steps=5)
    page.mouse.up()
    assert drawing.evaluate("it => it.scrollLeft") < before
    expect(page.get_by_role("heading", name="Lineage")).to_be_visible()
    drawing.focus()
    pushed = drawing.evaluate("it => it.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("([it, was]) => it.scrollLeft > was", arg=[drawing.element_handle(), pushed])
    page.keyboard.press("Tab")
    first = drawing.get_by_role("link").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/ellery/answers/{family.response_id}/versions/1/")
    page.go_back()
    drawing.get_by_role("link").nth(1).click()
    expect(page.get_by_role("heading", name="Ask for the samples first, and soon")).to_be_visible()


def test_the_list_says_the_same(page: Page, family: Version) -> None:
    page.goto(f"/ellery/answers/{family.response_id}/lineage/")
    listed = page.get_by_role("list", name="Versions and what grew from them")
    expect(listed.get_by_role("listitem")).to_have_count(8)
    expect(listed).to_contain_text("merged with Ask for the samples first, and soon")
