"""One press is one deed, and a link is copied with one press."""

from playwright.sync_api import Page, Route, expect
from tests.browser.stage import Stage


def test_a_form_on_its_way_is_not_sent_again(page: Page) -> None:
    stage = Stage(page)
    stage.show('<form method="post" action="/held"><button>Send</button></form>')
    held: list[Route] = []
    page.route("**/held", lambda route: held.append(route))
    busy = page.evaluate(
        "() => { const b = document.querySelector('button'); b.click(); b.click(); b.click(); return b.form.ariaBusy; }"
    )
    assert busy == "true"
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].abort()


def test_a_link_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Stage(page).show(
        '<input id="own" value="https://x.example/p/1" readonly aria-label="Link">'
        '<button type="button" data-copy-from="own" data-done="Copied" hidden>Copy</button>'
    )
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://x.example/p/1"
