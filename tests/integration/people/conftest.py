"""A visitor's browser, and the mails that were sent to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.cast import Cast

from groundswell.kit import limits


@pytest.fixture(autouse=True)
def _the_hour_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test of a limit run from one hour into the next."""
    monkeypatch.setattr(limits, "now", lambda: datetime(2026, 5, 4, 12, 0, 30, tzinfo=UTC))


class Browser(Client):
    """A browser whose mails arrive: what waits for the commit happens, as it would outside a test."""

    committing: Callable[..., Any]

    def post(self, *args: Any, **kwargs: Any) -> Any:
        """Send a form, and let the mail go that waited for the commit."""
        with self.committing(execute=True):
            return super().post(*args, **kwargs)


@pytest.fixture
def browser(cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]) -> Browser:
    """A visitor's browser."""
    made = Browser(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Mozilla/5.0 (Android 14) Firefox/130.0")
    made.committing = django_capture_on_commit_callbacks
    return made


@pytest.fixture
def code(mailoutbox: list[Any]) -> Callable[[], str]:
    """Return the code in the newest mail: ``code()``."""
    return lambda: re.findall(r"\d{4}-\d{4}", mailoutbox[-1].body)[0]


def said(response: HttpResponse) -> str:
    """Return a page's text as a reader sees it, on one line."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("&#39;", "'"))
