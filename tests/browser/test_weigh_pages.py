"""What a phone has to fetch before it can show a first page, scripts, styles and typefaces included."""

from playwright.sync_api import Page


def weigh(page: Page, address: str) -> float:
    """Return the bytes that travel for a first visit."""
    weights: list[float] = []
    watcher = page.context.new_cdp_session(page)
    watcher.send("Network.enable")
    watcher.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    return sum(weights)


def test_the_first_page_weighs_less_than_100_kilobytes(page: Page) -> None:
    assert weigh(page, "/") < 100_000
