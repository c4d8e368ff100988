"""What a phone has to fetch before it can show a first page, scripts, styles and typefaces included."""

from playwright.sync_api import Page
from tests.browser.valley import Valley


def weigh(page: Page, address: str) -> float:
    """Return the bytes that travel for a first visit."""
    weights: list[float] = []
    watcher = page.context.new_cdp_session(page)
    watcher.send("Network.enable")
    watcher.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(address)
    # Not "networkidle": the live line never ends.
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    return sum(weights)


def test_the_first_page_weighs_less_than_100_kilobytes(valley: Valley, page: Page) -> None:
    assert weigh(page, "/orle/") < 100_000


def test_a_story_weighs_less_than_100_kilobytes(valley: Valley, page: Page) -> None:
    assert weigh(page, valley.story) < 100_000


def test_the_page_of_a_link_weighs_less_than_50_kilobytes(valley: Valley, page: Page) -> None:
    assert weigh(page, valley.landing) < 50_000
