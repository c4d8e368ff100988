"""From news to neighbours: item, story, answer, rating, ready, adopted, link, visit, with two roles and a stranger."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.stages import neighbours, ratified

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.pulse.bell import consume_for_ever
from groundswell.pulse.models import PulseEvent
from groundswell.responses.models import Version
from groundswell.responses.services import rate_version
from groundswell.wire.ingest import Ingest

NEWS = (
    (
        "Hollin Post",
        "Board votes tonight to shut the reading room on Weir Steps",
        "The board votes on the reading room.",
    ),
    ("Weir Radio", "Reading room on Weir Steps may be shut in tonight's vote", "Tonight's vote could shut the reading room."),
    ("Hill Herald", "Apple harvest begins a week early in the upper valley", "Growers began a week early."),
)


@pytest.fixture
def cast(committed: None) -> Cast:
    """The cast, with pillars that hold."""
    found = assemble()
    with scope(found.campaign.pk):
        ratified(found)
    return found


@pytest.fixture
def worker(django_db_blocker: Any) -> Iterator[None]:
    """The consumers of the pulse, as the worker runs them."""
    stop = threading.Event()

    def run() -> None:
        with django_db_blocker.unblock():
            consume_for_ever(stop)

    loop = threading.Thread(target=run)
    loop.start()
    yield
    stop.set()
    loop.join(30)


def _ingest(cast: Cast, folder: Path) -> None:
    path = folder / "news.jsonl"
    lines = [
        {"published": f"2026-03-0{number}T18:00:00Z", "title": title, "lead": lead, "source": source}
        for number, (source, title, lead) in enumerate(NEWS, start=1)
    ]
    lines[1]["published"] = "2026-03-01T18:20:00Z"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    tally = Ingest(
        [path], campaign_id=cast.campaign.pk, actor=machine(cast.campaign.pk), reject=_never, watch=lambda run: None
    ).run()
    assert (tally.read, tally.new, tally.stories) == (3, 3, 2)


def _never(file: str, line: int, reason: str) -> None:
    raise AssertionError(f"{file}:{line}: {reason}")


def _write_an_answer(page: Page) -> None:
    """Cleo reads the story and answers it, on a phone."""
    page.goto("/ellery/wire/")
    page.get_by_role("link", name=re.compile("Board votes tonight")).first.click()
    expect(page.get_by_text("Weir Radio")).to_be_visible()
    page.get_by_role("link", name="Write the first answer").click()
    page.get_by_label(re.compile("^Title", re.I)).fill("Count the readers first")
    page.get_by_label(re.compile("one sentence", re.I)).fill("Before you shut the room, count who sits in it after six.")
    page.locator("[name=body]").fill("Forty people sat there on Tuesday [1].\n\nCount them, then vote.")
    page.get_by_label(re.compile("Water you can drink")).fill("A room to read the samples in.")
    page.get_by_label(re.compile("Source 1: what it is")).fill("The visitors' book")
    page.get_by_label(re.compile("Source 1: its link")).fill("https://book.example/tuesday")
    page.get_by_role("button", name="Save and read it through").click()
    page.get_by_role("button", name=re.compile("Publish version 1")).click()
    expect(page.get_by_role("heading", name="Count the readers first")).to_be_visible()
    expect(page.get_by_text("Needs readers").first).to_be_visible()


def test_from_news_to_neighbours(
    cast: Cast,
    worker: None,
    site: str,
    browser: Browser,
    page: Page,
    sign_in: Callable[..., BrowserContext],
    look: Look,
    tmp_path: Path,
) -> None:
    _ingest(cast, tmp_path)
    sign_in(cast.cleo.account)
    _write_an_answer(page)
    look.judge(page, "loop-needs-readers")

    with scope(cast.campaign.pk):
        version = Version.objects.get()
        readers = neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(cast, cast.orchard, "Oda Olaf Omar Otto")
        for reader in readers[:-1]:
            rate_version(version=version, value="yes", actor=reader.actor)
    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="en-GB") as desk:
        sign_in(readers[-1].account, desk)
        other = desk.new_page()
        other.goto(f"/ellery/answers/{version.response_id}/")
        expect(other.get_by_role("heading", name="What it needs to be ready")).to_be_visible()
        # Cleo's page stands open and untouched: the last missing voice is heard on it without a reload.
        page.evaluate("window.untouched = true")
        other.get_by_role("button", name="Yes", exact=True).click()
        expect(other.locator("#ratings").get_by_role("button", name="Yes", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(page.get_by_role("heading", name="Why it is ready")).to_be_visible(timeout=15_000)
        assert page.evaluate("window.untouched") is True

    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="en-GB") as desk:
        sign_in(cast.ben.account, desk)
        ben = desk.new_page()
        ben.goto(f"/ellery/answers/{version.response_id}/")
        ben.get_by_role("button", name="Take it for Ferry Street").click()
        expect(ben.get_by_text("Ferry Street speaks with version 1.")).to_be_visible()
        ben.get_by_role("button", name="Get your link from Ferry Street").click()
        link = ben.get_by_label("Your link").input_value()
        ben.goto(f"/ellery/answers/{version.response_id}/")
        expect(ben.get_by_text("One person has taken a link of their own.")).to_be_visible()

        # A stranger without an account, on another phone, comes by Ben's link and passes it on.
        with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB") as street:
            stranger = street.new_page()
            stranger.goto(link)
            expect(stranger.get_by_role("heading", name="Count the readers first")).to_be_visible()
            look.judge(stranger, "loop-landing")
            stranger.get_by_role("button", name="Pass it on").click()
            own = stranger.get_by_label("Your link").input_value()
            assert own != link
        expect(ben.get_by_text("2 people have taken a link of their own.")).to_be_visible(timeout=15_000)
        look.judge(ben, "loop-chain")

    with scope(cast.campaign.pk):
        kinds = list(PulseEvent.objects.order_by("seq").values_list("kind", flat=True))
    told = ["wire.story_opened", "responses.version_published", "responses.version_became_ready", "responses.version_adopted"]
    assert [kind for kind in dict.fromkeys(kinds) if kind in told] == told
