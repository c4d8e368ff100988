"""A page made up by a test, at the site's own address and with its own bundle: for what the islands do by themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request, Route

from groundswell.web.bundle import bundled

NOTE = '<p id="line-note" role="status" data-lost="lost" data-back="back" data-failed="failed"></p>'


@dataclass
class Stage:
    """Serves made-up markup, and holds each listening line until the test says what comes over it."""

    page: Page
    lines: list[Route] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    def show(self, body: str, *, at: str = "/stage") -> None:
        """Open a page with ``body`` in it."""
        whole = (
            f'<!doctype html><html lang="en"><title>Stage</title><link rel="icon" href="data:,">'
            f'<script src="{bundled("app.js")}" defer></script><body data-live-url="/ellery/live">{NOTE}{body}</body></html>'
        )
        self.serve(at, whole)
        self.page.route("**/ellery/live**", lambda route: self.lines.append(route))
        self.page.goto(at)

    def serve(self, path: str, html: str) -> None:
        """Answer every request for ``path`` with ``html``, and remember who asked."""

        def answer(route: Route) -> None:
            self.asked.append(route.request)
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        self.page.route(lambda url: url.split("?")[0].endswith(path), answer)

    def say(self, *messages: tuple[str, str]) -> None:
        """Let messages (event, data) come over the newest line, which then stays silent."""
        while not self.lines:
            self.page.wait_for_timeout(20)
        text = "".join(f"id: {number}\nevent: {event}\ndata: {data}\n\n" for number, (event, data) in enumerate(messages))
        self.lines.pop().fulfill(body=f"retry: 3600000\n\n{text}", content_type="text/event-stream")
