"""A real server over the test database and a real browser before it: what the journeys and the looks are judged by."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.browser.looks import Look

if TYPE_CHECKING:
    from tests.browser.valley import Valley

ROOT = Path(__file__).resolve().parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# How fast a page is, the benchmarks say: a test on a busy machine only waits for what it expects.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lives in this folder."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without the habits that would make it talk to anybody else."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is missing: apt-get install chromium"
    # Playwright keeps an event loop in this thread; the queries of the tests run beside it, not in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield started
        started.close()


def _port() -> int:
    """Return a port that was free a moment ago."""
    # The guard against sockets is for the code under test; `_socket` is what it leaves alone.
    import _socket

    probe = _socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    probe.bind(("127.0.0.1", 0))
    port: int = probe.getsockname()[1]
    probe.close()
    return port


@pytest.fixture(scope="session")
def site(database_home: Path, files_home: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole site on a port of its own, over this worker's database; its address."""
    from django.conf import settings

    port = _port()
    log = tmp_path_factory.mktemp("site") / "log"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_DEMO": "1",
        "GROUNDSWELL_HOME": str(files_home),  # a photograph kept by a test is there for the site, and the other way round
        "GROUNDSWELL_SECRET_KEY": settings.SECRET_KEY,  # sessions made by a test are good on the site
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port)]
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [*command, "groundswell.config.asgi:application"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        _await_answer(f"http://localhost:{port}", browser, process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _await_answer(address: str, browser: Browser, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; show what it said when it does not."""
    with browser.new_context() as context:
        for _attempt in range(150):
            if process.poll() is not None:
                break
            try:
                context.request.get(f"{address}/styleguide", timeout=5_000)
                return
            except Exception:
                context.new_page().wait_for_timeout(200)
    raise AssertionError(f"The server did not come up:\n{log.read_text()[-4000:]}")


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh reader's browser: a phone, in English, in daylight."""
    with browser.new_context(
        base_url=site, viewport={"width": 360, "height": 740}, locale="en-GB", timezone_id="UTC", color_scheme="light"
    ) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """One page of that browser; whatever it complains about fails the test."""
    made = context.new_page()
    complaints: list[str] = []
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    yield made
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def _is_complaint(message: Any) -> bool:
    """Scripts and styles that the policy refused, and errors of our own scripts; not a page that is meant to be missing."""
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
def valley(committed: None) -> Valley:
    """The demo's campaign, for real."""
    from tests.browser.valley import settle

    return settle()


@pytest.fixture
def look() -> Look:
    """Photographs pages and asks axe about them."""
    return Look(ROOT / "tests" / "browser" / "photos", ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js")


@pytest.fixture
def sign_in(site: str, context: BrowserContext) -> Callable[..., BrowserContext]:
    """Sign an account in without the mail: ``sign_in(account)``; another browser's context may be given."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    def sign(account: Any, into: BrowserContext | None = None) -> BrowserContext:
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        chosen = into or context
        chosen.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": site}])
        return chosen

    return sign
