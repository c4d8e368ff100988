"""The pages of the wire with a story that breaks, above and below the line: accessible, in their window, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests import ground, stages
from tests.browser.looks import Look
from tests.cast import Cast, assemble

from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.wire.models import Story
from groundswell.wire.reading.entries import Entry, entry
from groundswell.wire.reading.rows import Row
from groundswell.wire.selectors.search import Search
from groundswell.wire.services import (
    CampaignStream,
    find_touches,
    name_story,
    place_report,
    report_ground,
    save_search,
    say_touches,
    take_in_items,
)

TOLD = (
    "Brown water from the taps on Ferry Street",
    "Ferry Street families find brown water in their taps",
    "Taps on Ferry Street run brown, water board silent",
    "Brown tap water on Ferry Street: samples taken",
    "Water board to test brown tap water on Ferry Street",
    "Ferry Street taps brown for a second day, water board says",
)


def _news() -> list[Entry]:
    at = now()
    rows = [
        {"title": title, "source": f"The Alder Post {n}", "published": (at - timedelta(minutes=45 - 8 * n)).isoformat()}
        for n, title in enumerate(TOLD)
    ]
    return [entry(Row(n, row), file="news.tsv", now=at) for n, row in enumerate(rows)]


@pytest.fixture
def story(committed: None) -> tuple[Cast, Story]:
    cast = assemble()
    with scope(cast.campaign.pk):
        stages.ratified(cast)
        stream, actor = CampaignStream(cast.campaign.pk), machine(cast.campaign.pk)
        take_in_items(entries=_news(), stream=stream, actor=actor)
        for minutes, what in (
            (40, "Brown water from the tap on Ferry Street"),
            (12, "Tap water still brown at Ferry Street 4"),
        ):
            seen = ground.words(what, place="Ferry Street 4", now=now(), seen_at=now() - timedelta(minutes=minutes))
            report = report_ground(seen=seen, community=cast.ferry, photo=ground.photo(), actor=cast.cleo.actor)
            place_report(report_id=report.pk, stream=stream, actor=actor)
        found = Story.objects.order_by("-item_count")[0]
        find_touches(stories=[found.pk], campaign_id=cast.campaign.pk, actor=actor)
        say_touches(story=found, community=cast.orchard, touches=False, actor=cast.ben.actor)
        name_story(story=found, title="Brown water on Ferry Street", reason="So that it can be found.", actor=cast.ben.actor)
        save_search(search=Search(words="brown water"), name="Brown water", actor=cast.cleo.actor)
        return cast, Story.objects.get(pk=found.pk)


def test_a_story_that_breaks(story: tuple[Cast, Story], page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    cast, found = story
    sign_in(cast.cleo.account)
    for name, address in {
        "wire": "/ellery/wire/",
        "story": f"/ellery/wire/{found.pk}/",
        "story-order": f"/ellery/wire/{found.pk}/order/",
        "story-history": f"/ellery/wire/{found.pk}/history/",
        "search": "/ellery/wire/search/?q=brown+water",
        "community-stories": "/ellery/communities/ferry-street/",
    }.items():
        answer = page.goto(address)
        assert answer is not None and answer.ok, f"{address} answers {answer and answer.status}"
        look.judge(page, f"ground-{name}")


def test_what_it_says(story: tuple[Cast, Story], page: Page) -> None:
    _cast, found = story
    for address in ("/ellery/wire/", "/ellery/"):
        page.goto(address)
        expect(page.get_by_text("6 outlets in 40 minutes")).to_be_visible()
    page.goto(f"/ellery/wire/{found.pk}/")
    expect(page.get_by_text("Breaking")).to_be_visible()
    expect(page.get_by_text("The clock runs: no answer yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="What it touches")).to_be_visible()
    assert page.locator(".strip .g").get_attribute("d") and page.locator(".strip .n").get_attribute("d")
