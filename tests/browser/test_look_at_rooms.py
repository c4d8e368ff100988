"""Every page of every room, with the demo's people and words in it: accessible, in its window, in both themes."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page
from tests.browser.looks import Look
from tests.browser.valley import Valley


def judge(page: Page, look: Look, pages: dict[str, str]) -> None:
    """Open each page and look at it."""
    for name, address in pages.items():
        answer = page.goto(address)
        assert answer is not None and answer.ok, f"{address} answers {answer and answer.status}"
        look.judge(page, name)


def test_what_a_visitor_sees(valley: Valley, page: Page, look: Look) -> None:
    judge(
        page,
        look,
        {
            "visitor-home": "/orle/",
            "visitor-join": "/orle/join",
            "visitor-privacy": "/orle/privacy",
            "visitor-sign-in": "/accounts/login/",
            "visitor-choose": "/accounts/join/",
            "visitor-mailbox": "/mailbox/",
            "visitor-wire": "/orle/wire/",
            "visitor-story": valley.story,
            "visitor-unanswered": valley.unanswered,
            "visitor-answers-ready": "/orle/answers/ready/",
            "visitor-answers-all": "/orle/answers/all/",
            "visitor-method": "/orle/answers/how-readiness-works/",
            "visitor-answer": valley.answer,
            "visitor-landing": valley.landing,
            "visitor-link": f"{valley.landing}/yours",
            "visitor-card": f"{valley.landing}/card",
        },
    )


def test_what_a_visitor_sees_of_communities_and_strategy(valley: Valley, page: Page, look: Look) -> None:
    judge(
        page,
        look,
        {
            "visitor-communities": "/orle/communities/",
            "visitor-community": valley.community,
            "visitor-log": "/orle/communities/log/",
            "visitor-strategy": "/orle/strategy/",
            "visitor-pillar": "/orle/strategy/pillars/1/",
            "visitor-ledger": "/orle/strategy/ledger/",
            "visitor-entry": valley.entry,
        },
    )


def test_what_a_writer_sees(valley: Valley, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(valley.account("Yusra"))
    judge(
        page,
        look,
        {
            "member-home": "/orle/",
            "member-answers": "/orle/answers/",
            "member-answers-adopted": "/orle/answers/adopted/",
            "member-drafts": "/orle/answers/drafts/",
            "member-answer-needy": valley.needy_answer,
            "member-start": valley.unanswered.replace("wire", "answers/start"),
            "member-found": "/orle/communities/found/",
            "member-report": valley.report,
            "member-tactics": "/orle/strategy/tactics/",
            "member-tactic": valley.tactic,
            "member-propose": "/orle/strategy/tactics/propose/",
            "member-amend": "/orle/strategy/pillars/1/amend/",
        },
    )


def test_what_a_host_sees(valley: Valley, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(valley.account("Ben"))
    judge(
        page,
        look,
        {
            "host-answer": valley.answer,
            "host-adopt": f"{valley.answer}versions/1/adopt/",
            "host-link": valley.own_link,
            "host-community": valley.community,
            "host-describe": f"{valley.community}describe/",
            "host-thread": valley.thread,
            "host-threads": f"{valley.community}threads/",
            "host-members": f"{valley.community}members/",
            "host-reports": f"{valley.community}reports/",
        },
    )


def test_what_a_steward_sees(valley: Valley, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(valley.account("Ada"))
    judge(
        page,
        look,
        {
            "steward-me": "/orle/me",
            "steward-change": "/orle/me/change",
            "steward-leave": "/orle/me/leave",
            "steward-delete": "/orle/me/delete",
            "steward-invites": "/orle/invite",
            "steward-stewards": "/orle/stewards",
            "steward-reports": "/orle/communities/reports/",
            "steward-strategy": "/orle/strategy/",
            "steward-passkeys": "/accounts/passkeys/",
            "steward-sessions": "/accounts/sessions/",
            "steward-sign-out": "/accounts/logout/",
        },
    )
