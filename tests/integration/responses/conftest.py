"""Pages of answers, asked for as somebody of the cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.cast import Cast

Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(cast: Cast, client: Client) -> Ask:
    """Return ``ask(path, who, data)``: a page under /ellery/answers/, or what a form sent there is answered with."""
    present = {"who": ""}

    def ask(path: str, who: str = "", data: dict[str, object] | None = None, **headers: str) -> HttpResponse:
        if who != present["who"]:
            client.logout()
            if who:
                client.force_login(getattr(cast, who).account)
            present["who"] = who
        address = f"/ellery/answers/{path}"
        if data is None:
            return client.get(address, headers=headers)  # type: ignore[return-value]
        return client.post(address, data, headers=headers)  # type: ignore[return-value]

    return ask
