"""The styleguide is what every part is judged by: for readers of screens, on small screens, by keyboard, in both themes."""

from playwright.sync_api import Browser, Page
from tests.browser.looks import EVERY, Look


def test_every_part_is_accessible_and_fits(page: Page, look: Look) -> None:
    page.goto("/styleguide")
    look.judge(page, "styleguide", EVERY)


def test_every_part_can_be_pressed_with_a_thumb(page: Page) -> None:
    page.goto("/styleguide")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .btn, .rooms a, .tabs a, input, select, textarea, summary')]
        .filter(e => e.offsetParent && !e.matches('[type=hidden], .linkish, .check input, .choice input'))
        .filter(e => e.getBoundingClientRect().height < 38).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert not small


def test_the_keyboard_meets_the_skip_link_first_and_then_every_room(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/styleguide")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    rooms = page.locator(".rooms a").all_inner_texts()
    met = []
    for _press in range(40):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.innerText"))
    assert [word for word in met if word in rooms] == rooms


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/styleguide")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_it_reads_without_scripts(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site, viewport={"width": 360, "height": 740}) as plain:
        bare = plain.new_page()
        bare.goto("/styleguide")
        assert bare.get_by_role("heading", name="Styleguide").is_visible()
        assert not bare.get_by_role("button", name="Copy", exact=True).is_visible()
