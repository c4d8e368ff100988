"""Two people in one thread: a name picked by keyboard and by touch, a post that appears for the other, and how it all looks."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble

from groundswell.communities.models import Mention, Thread
from groundswell.communities.services import (
    delete_post,
    edit_post,
    hide_thing,
    start_poll,
    start_thread,
    tend_thread,
    vote_in_poll,
    write_post,
)
from groundswell.kit.clock import now
from groundswell.kit.db import scope

PATIENCE = 30_000
LINK = "Six jars: https://jars.example/six"


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    return assemble()


@pytest.fixture
def thread(cast: Cast) -> Thread:
    with scope(cast.campaign.pk):
        return start_thread(
            community=cast.ferry, title="Jars for the samples", text="Who can bring jars on Sunday?", actor=cast.ben.actor
        )


@pytest.fixture
def other(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody else's browser, somewhere else."""
    with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB") as made:
        yield made


def _open(page: Page, thread: Thread) -> Page:
    with page.expect_response("**/ellery/live**"):
        page.goto(f"/ellery/communities/threads/{thread.pk}/")
    return page


def test_a_post_with_a_name_picked_by_keyboard_appears_for_the_other(
    cast: Cast, thread: Thread, page: Page, other: BrowserContext, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    sign_in(cast.ben.account, other)
    bens = _open(other.new_page(), thread)
    _open(page, thread)
    field = page.get_by_label("Write in this thread")
    field.focus()
    page.keyboard.type("I have six, @be")
    expect(page.get_by_role("option", name="Ben")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Enter")
    expect(field).to_have_value("I have six, @Ben ")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.type("bring the lids.")
    page.get_by_role("button", name="Write it").click()
    expect(page.locator("#posts").get_by_text("bring the lids.")).to_be_visible(timeout=PATIENCE)
    expect(bens.locator("#posts").get_by_text("bring the lids.")).to_be_visible(timeout=PATIENCE)
    expect(field).to_have_value("")
    with scope(cast.campaign.pk):
        assert Mention.objects.get().member_id == cast.ben.member.pk


def test_a_name_is_picked_by_a_press_and_a_draft_waits(
    cast: Cast, thread: Thread, page: Page, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    _open(page, thread)
    page.get_by_label("Write in this thread").press_sequentially("Ask @")
    page.get_by_role("option", name="Ben").click(timeout=PATIENCE)
    expect(page.get_by_label("Write in this thread")).to_have_value("Ask @Ben ")
    page.get_by_role("link", name="Answer this").click()
    expect(page.get_by_label("Write in this thread")).to_have_value("Ask @Ben ")
    expect(page.get_by_text("In answer to: Who can bring jars on Sunday?")).to_be_visible()


def test_it_looks_well_and_reads_well(
    cast: Cast, thread: Thread, page: Page, look: Look, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        first, changed = _fill(cast, thread)
    for name, account in (("host", cast.ben.account), ("member", cast.cleo.account), ("reader", cast.ada.account)):
        sign_in(account)
        page.goto(f"/ellery/communities/threads/{thread.pk}/")
        look.judge(page, f"thread-{name}")
    sign_in(cast.ben.account)
    for name, address in {
        "threads-of-community": "ferry-street/",
        "threads": "ferry-street/threads/",
        "threads-none": "orchard-growers/threads/",
        "thread-start": "ferry-street/threads/start/",
        "thread-ask": f"threads/{thread.pk}/ask/",
        "thread-close": f"threads/{thread.pk}/close/",
        "post-edit": f"posts/{first}/edit/",
        "post-earlier": f"posts/{changed}/earlier/",
    }.items():
        page.goto(f"/ellery/communities/{address}")
        look.judge(page, name)


def _fill(cast: Cast, thread: Thread) -> tuple[uuid.UUID, uuid.UUID]:
    first = thread.posts.get()
    answer = write_post(thread=thread, text="I have six, @Ben. They are clean.", answers=first, actor=cast.cleo.actor)
    edit_post(
        post=answer, text="I have seven, @Ben. They are clean.\n\nLids too, if somebody cuts them.", actor=cast.cleo.actor
    )
    delete_post(post=write_post(thread=thread, text="Never mind.", actor=cast.cleo.actor), actor=cast.cleo.actor)
    cruel = write_post(thread=thread, text="A cruel thing.", actor=cast.cleo.actor)
    about = {"subject_type": "communities.Post", "subject_id": cruel.pk}
    hide_thing(**about, reason="It is cruel, and not about jars.", actor=cast.ben.actor)
    asked = {"options": ["Saturday", "Sunday, after the choir", "Monday"], "closes_at": now() + timedelta(days=2)}
    poll = start_poll(thread=thread, question="Which day do we go down to the weir?", actor=cast.ben.actor, **asked)
    vote_in_poll(poll=poll, options=[0, 1], actor=cast.ben.actor)
    write_post(thread=thread, text=LINK, actor=cast.cleo.actor)
    tend_thread(thread=thread, move="pin", actor=cast.ben.actor)
    start_thread(community=cast.ferry, title="Who waters the beds in August?", text="I am away.", actor=cast.cleo.actor)
    return first.pk, answer.pk
