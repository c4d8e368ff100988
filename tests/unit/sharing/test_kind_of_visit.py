"""People and machines are told apart by what they call themselves; a browser that fetches ahead is neither."""

from __future__ import annotations

import pytest

from groundswell.sharing.models import Visit
from groundswell.sharing.visitors import kind_of_visit

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
IN_APP = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]"
PEOPLE = [PHONE, IN_APP, f"{PHONE} Instagram 300.0", f"{PHONE} Line/13.1.0", f"{PHONE} CUBOT_X30"]
MACHINES = [
    "",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; Discordbot/2.0)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "SkypeUriPreview Preview/0.5",
    "curl/8.5.0",
    "python-requests/2.31",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_people(name: str) -> None:
    assert kind_of_visit("GET", {"user-agent": name}) is Visit.Kind.PERSON


@pytest.mark.parametrize("name", MACHINES)
def test_machines(name: str) -> None:
    assert kind_of_visit("GET", {"user-agent": name}) is Visit.Kind.MACHINE


def test_asking_for_the_head_alone_is_a_machines_way() -> None:
    assert kind_of_visit("HEAD", {"user-agent": PHONE}) is Visit.Kind.MACHINE


@pytest.mark.parametrize(
    "said", [{"purpose": "prefetch"}, {"sec-purpose": "prefetch;prerender"}, {"x-purpose": "preview"}, {"x-moz": "prefetch"}]
)
def test_fetching_ahead_is_no_visit(said: dict[str, str]) -> None:
    assert kind_of_visit("GET", {"user-agent": PHONE, **said}) is None
