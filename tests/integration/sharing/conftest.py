"""A chain in the making: an adopted answer and the first hand's link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.cast import Cast
from tests.stages import adopted

from groundswell.responses.models import Adoption
from groundswell.sharing.models import PassOn
from groundswell.sharing.services import make_pass_on

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@dataclass
class Begun:
    """An adoption by Ferry Street and Ben's link to it."""

    adoption: Adoption
    first: PassOn

    def at(self, what: str = "", link: PassOn | None = None) -> str:
        """Return the address of a link's page."""
        return f"/ellery/p/{(link or self.first).code}{what}"


@pytest.fixture
def begun(cast: Cast) -> Begun:
    """Ben of Ferry Street has taken the first link."""
    adoption = adopted(cast)
    return Begun(adoption, make_pass_on(adoption=adoption, actor=cast.ben.actor))


@pytest.fixture
def phone(client: Any) -> Any:
    """A visitor's browser: no account, no cookie."""
    client.defaults["HTTP_USER_AGENT"] = PHONE
    return client
