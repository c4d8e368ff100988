"""What the tests of writing together share: sitting down at a draft, and a line that can be cut."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize, WebSocketRoute, expect

from groundswell.responses.models import Response

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
PATIENCE = 30_000  # a test on a busy machine only waits


class Wire:
    """The line of one page, which can be cut and mended."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines: list[WebSocketRoute] = []
        self._is_cut = False
        page.route_web_socket("**/together", self._carry)

    def _carry(self, line: WebSocketRoute) -> None:
        if self._is_cut:
            line.close()
        else:
            line.connect_to_server()
            self._lines.append(line)

    def cut(self) -> None:
        """From now on nothing goes through."""
        self._is_cut = True
        if self._lines:
            self._lines[-1].close()

    def mend(self) -> None:
        """It goes through again, and the device notices."""
        self._is_cut = False
        self._page.evaluate("() => void dispatchEvent(new Event('online'))")


def sit_down(page: Page, draft: Response) -> Page:
    """Open the draft and wait until its fields are on the line."""
    page.goto(f"/ellery/answers/{draft.pk}/edit/")
    expect(page.locator("#together-note")).to_have_text("Everything is kept.", timeout=PATIENCE)
    return page
