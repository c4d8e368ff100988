"""Every page of every room, with the demo's people and words in it: accessible, in its window, in both themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser.looks import Look
from tests.browser.loop import Loop

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.ops.demo import fill
from groundswell.people.models import Account


@pytest.fixture
def valley(committed: None) -> Campaign:
    """The demo's campaign, for real."""
    fill()
    campaign = campaign_at("orle")
    assert campaign is not None
    return campaign


def judge(page: Page, look: Look, pages: dict[str, str]) -> None:
    """Open each page and look at it."""
    for name, address in pages.items():
        answer = page.goto(address)
        assert answer is not None and answer.ok, f"{address} answers {answer and answer.status}"
        look.judge(page, name)


def test_what_a_visitor_sees(valley: Campaign, page: Page, look: Look) -> None:
    judge(
        page,
        look,
        {
            "visitor-home": "/orle/",
            "visitor-join": "/orle/join",
            "visitor-privacy": "/orle/privacy",
            "visitor-sign-in": "/accounts/login/",
            "visitor-choose": "/accounts/join/",
            "visitor-mailbox": "/mailbox",
            "visitor-wire": "/orle/wire/",
        },
    )


def test_what_a_steward_sees(valley: Campaign, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(Account.objects.get(email="ada@orle.example"))
    judge(
        page,
        look,
        {
            "steward-home": "/orle/",
            "steward-me": "/orle/me",
            "steward-change": "/orle/me/change",
            "steward-leave": "/orle/me/leave",
            "steward-delete": "/orle/me/delete",
            "steward-invites": "/orle/invite",
            "steward-stewards": "/orle/stewards",
            "steward-passkeys": "/accounts/passkeys/",
            "steward-sessions": "/accounts/sessions/",
            "steward-sign-out": "/accounts/logout/",
        },
    )


def test_what_a_visitor_sees_of_the_loop(loop: Loop, page: Page, look: Look) -> None:
    judge(
        page,
        look,
        {
            "visitor-stories": "/ellery/wire/",
            "visitor-story": loop.story,
            "visitor-story-unanswered": loop.empty_story,
            "visitor-answer": loop.answer,
            "visitor-answers-ready": "/ellery/answers/ready/",
            "visitor-method": "/ellery/answers/how-readiness-works/",
            "visitor-landing": loop.landing,
            "visitor-link": f"{loop.landing}/yours",
            "visitor-card": f"{loop.landing}/card",
        },
    )


def test_what_a_writer_sees_of_the_loop(loop: Loop, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(loop.cast.cleo.account)
    judge(
        page,
        look,
        {
            "writer-answers": "/ellery/answers/",
            "writer-answers-adopted": "/ellery/answers/adopted/",
            "writer-drafts": "/ellery/answers/drafts/",
            "writer-answer": loop.answer,
            "writer-edit": f"{loop.draft}edit/",
            "writer-authors": f"{loop.draft}authors/",
            "writer-publish": f"{loop.draft}publish/",
        },
    )


def test_what_a_host_sees_of_the_loop(loop: Loop, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(loop.cast.ben.account)
    judge(
        page,
        look,
        {
            "host-answer": loop.answer,
            "host-start": loop.empty_story.replace("wire", "answers/start"),
            "host-adopt": f"{loop.answer}versions/1/adopt/",
            "host-link": loop.own_link,
        },
    )
