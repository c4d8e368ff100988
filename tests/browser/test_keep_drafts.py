"""What somebody began to write is there again after a dead battery, and gone once it was sent."""

from playwright.sync_api import Page, expect
from tests.browser.stage import Stage

FORM = """<form method="post" action="/sent" data-draft="answer:1"
data-draft-note="It is back." data-draft-discard="Discard it"><label>Title <input name="title"></label>
<label>Words <textarea name="body"></textarea></label><button>Send</button>
</form>"""


def test_a_draft_survives_the_page(page: Page) -> None:
    Stage(page).show(FORM)
    page.fill("textarea", "The pipes did not change")
    page.reload()
    expect(page.locator("textarea")).to_have_value("The pipes did not change")
    expect(page.get_by_role("status").filter(has_text="It is back.")).to_be_visible()


def test_a_draft_can_be_discarded(page: Page) -> None:
    Stage(page).show(FORM)
    page.fill("textarea", "No")
    page.reload()
    page.get_by_role("button", name="Discard it").click()
    page.reload()
    expect(page.locator("textarea")).to_have_value("")


def test_a_sent_draft_is_not_offered_again(page: Page) -> None:
    stage = Stage(page)
    stage.serve("/sent", "<p>Thank you</p>")
    stage.show(FORM)
    page.fill("textarea", "Sent")
    page.get_by_role("button", name="Send").click()
    page.goto("/stage")
    page.goto("/stage")
    expect(page.locator("textarea")).to_have_value("")


def test_a_draft_that_came_back_with_errors_is_kept(page: Page) -> None:
    stage = Stage(page)
    stage.show(FORM)
    page.fill("textarea", "Too long")
    page.unroute_all()
    stage.show(FORM.replace("<input ", '<input aria-invalid="true" '), at="/again")
    page.evaluate("sessionStorage.setItem('draft-sent', 'groundswell-draft:answer:1')")
    page.reload()
    page.reload()
    expect(page.locator("textarea")).to_have_value("Too long")
