"""Photographs a page in each width and theme, and says in words what axe finds wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

Theme = Literal["light", "dark"]
WIDTHS = {360: 740, 1280: 900}
EVERY: tuple[tuple[int, Theme], ...] = ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
BRIEF: tuple[tuple[int, Theme], ...] = ((360, "light"), (1280, "dark"))  # each width and each theme once
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Look:
    """Where photographs go, and where axe is."""

    photos: Path
    axe_path: Path

    def judge(self, page: Page, name: str, ways: tuple[tuple[int, Theme], ...] = BRIEF) -> None:
        """Ask axe about the page and see that nothing scrolls sideways; with GROUNDSWELL_PHOTOS=1, photograph it too."""
        if os.environ.get("GROUNDSWELL_PHOTOS"):
            self.photograph(page, name)
        for which in self.each(page, ways):
            self.axe(page)
            assert_fits(page, which)

    def each(self, page: Page, ways: tuple[tuple[int, Theme], ...] = EVERY) -> Iterator[str]:
        """Show the page in each width and theme, naming each."""
        for width, theme in ways:
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            page.emulate_media(color_scheme=theme)
            yield f"{width}-{theme}"

    def photograph(self, page: Page, name: str) -> None:
        """Keep a photograph of the present page in each width and theme; for people to look at, not for comparison."""
        self.photos.mkdir(exist_ok=True)
        for which in self.each(page):
            # The whole page in one window, so that what is fixed to the window's edge stands where it belongs.
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": int(which.split("-")[0]), "height": tall})
            page.screenshot(path=self.photos / f"{name}-{which}.png", full_page=True, animations="disabled")

    def axe(self, page: Page) -> None:
        """Fail with what axe finds on the present page as it is shown now."""
        page.evaluate(self.axe_path.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        assert not found["violations"], "axe found:\n" + "\n".join(_said(one) for one in found["violations"])


def _said(violation: dict[str, Any]) -> str:
    """Return one violation with where it is, short enough to read in a terminal."""
    places = [f"    {node['html'][:160]}\n      {node['failureSummary']}" for node in violation["nodes"][:4]]
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)


def assert_fits(page: Page, which: str) -> None:
    """Fail when the page is wider than its window."""
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert not wide, f"{which} scrolls sideways because of:\n" + "\n".join(wide)
