"""Follow a community, news comes in, the alert is in the mailbox with its reason; mute, and there is no second one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.browser.newsroom import hear, tell
from tests.cast import Cast, assemble
from tests.integration.notify.push_service import Browser as Subscriber

from groundswell.kit.db import scope
from groundswell.notify.services import choose, follow
from groundswell.wire.selectors.search import Search
from groundswell.wire.services import save_search

TITLE = "Ferry Street loses its only baker"


@pytest.fixture
def cast(committed: None, site: str) -> Cast:
    """The cast; Ada wants no quiet hours, for the test may run at night."""
    found = assemble()
    with scope(found.campaign.pk):
        for one in (found.ada, found.ben):
            choose(campaign=found.campaign, actor=one.actor, quiet_from=None, quiet_until=None)
    return found


def test_follow_hear_mute(page: Page, cast: Cast, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.ada.account)
    page.goto(f"/ellery/communities/{cast.ferry.slug}/")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_text("You follow this.")).to_be_visible()
    look.judge(page, "hear-community")
    story = tell(cast, "East Side Ledger", "Harbour Radio", title=TITLE)
    hear(cast)
    page.goto("/mailbox")
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(1)
    expect(page.get_by_text("Why you: you follow Ferry Street.")).to_be_visible()
    page.goto("/ellery/hear/came")
    look.judge(page, "hear-came")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    page.get_by_role("button", name="Mute").click()
    expect(page.get_by_text("You muted this.")).to_be_visible()
    look.judge(page, "hear-story")
    tell(cast, "The Ellery Gazette", title=TITLE, into=story)
    hear(cast)
    page.goto("/mailbox")
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(1)


def test_what_i_hear_looks_right(page: Page, cast: Cast, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.ben.account)
    with scope(cast.campaign.pk):
        for words in ("marrow bridge", "harrow library"):
            follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)
        follow(campaign=cast.campaign, kind="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    page.goto("/ellery/hear/")
    look.judge(page, "hear-settings")
    page.get_by_label("Tell me of whatever holds these words").fill("the and")
    page.get_by_role("button", name="Follow these").click()
    expect(page.get_by_text("Write rarer ones.").first).to_be_visible()
    look.judge(page, "hear-settings-wrong")
    page.goto("/ellery/me")
    page.get_by_role("link", name="What I hear, how and when").click()
    page.get_by_label("The digest comes at").select_option("18")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("That is how you hear from now on.")).to_be_visible()


def test_the_mail_stops_without_signing_in(page: Page, cast: Cast, look: Look) -> None:
    with scope(cast.campaign.pk):
        follow(campaign=cast.campaign, kind="words", words="baker", actor=cast.ben.actor)
    tell(cast, "East Side Ledger", "Harbour Radio", title=TITLE)
    hear(cast)
    page.goto("/mailbox")
    link = page.get_by_role("link", name="/hear/stop/").get_attribute("href") or ""
    page.goto(link[link.index("/ellery/") :])
    look.judge(page, "hear-stop")
    page.get_by_role("button", name="Only what comes of following “baker”").click()
    expect(page.get_by_text("You no longer follow “baker”.")).to_be_visible()
    look.judge(page, "hear-stopped-part")
    page.get_by_role("button", name="Stop all mail after all").click()
    expect(page.get_by_role("heading", name="No more mail leaves for you")).to_be_visible()
    look.judge(page, "hear-stopped")


def test_a_browser_that_says_no_is_told_so(page: Page, cast: Cast, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.ben.account)
    page.goto("/ellery/hear/#devices")
    expect(page.get_by_text("This browser cannot do it")).to_have_count(0)
    page.evaluate("Notification.requestPermission = () => Promise.resolve('denied')")
    page.get_by_role("button", name="Show it on this device").click()
    expect(page.get_by_text("Your browser does not allow it.")).to_be_visible()
    look.judge(page, "hear-device")


def test_a_browsers_answer_is_handed_over(page: Page, cast: Cast, sign_in: Callable[..., BrowserContext]) -> None:
    """The push service of the browser's maker is out of reach here: the browser's answer is made up, all else is real."""
    sign_in(cast.ben.account)
    page.goto("/ellery/hear/")
    page.evaluate(
        """([endpoint, key, secret]) => {
            const plain = (text) => atob(text.replaceAll('-', '+').replaceAll('_', '/'));
            const bytes = (text) => Uint8Array.from(plain(text), (sign) => sign.charCodeAt(0)).buffer;
            Notification.requestPermission = () => Promise.resolve('granted');
            PushManager.prototype.subscribe = () => Promise.resolve({
                endpoint, getKey: (name) => bytes(name === 'auth' ? secret : key),
            });
        }""",
        list(Subscriber().subscription("https://push.example/1").values()),
    )
    page.get_by_role("button", name="Show it on this device").click()
    expect(page.get_by_role("button", name="Take off")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistration('/').then(found => found.active.scriptURL)").endswith(
        "/sw.js"
    )


def test_a_kept_search_is_followed_where_it_stands(
    page: Page, cast: Cast, look: Look, sign_in: Callable[..., BrowserContext]
) -> None:
    with scope(cast.campaign.pk):
        save_search(search=Search(words="only baker"), name="The baker", actor=cast.ben.actor)
    sign_in(cast.ben.account)
    page.goto("/ellery/wire/search/?q=baker")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_text("You follow this.")).to_be_visible()
    look.judge(page, "hear-search")
