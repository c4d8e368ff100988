"""What a crowd without accounts opens comes from memory, and each visit is a row before its page is sent."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError, connections
from tests.cast import Cast
from tests.integration.sharing.conftest import PHONE
from tests.integration.web.conftest import sign_in
from tests.stages import adopted

from groundswell.communities.services import found_community
from groundswell.config.wsgi import application
from groundswell.kit.db import scope
from groundswell.ops.bridge import FOR_PAGES, PagesOverThreads
from groundswell.sharing.models import Visit
from groundswell.sharing.services import make_pass_on
from groundswell.web import crowds
from groundswell.web.crowds import Crowds


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


class Door:
    """The door and the pages behind it, and how often those were asked."""

    def __init__(self) -> None:
        self._pages = PagesOverThreads(application, threads=2)
        self.door = Crowds(self._count, environ=FOR_PAGES)
        self.made = 0

    async def _count(self, scope: Any, receive: Any, send: Any) -> None:
        self.made += 1
        await self._pages(scope, receive, send)

    def open(self, *paths: str, **headers: str) -> Sequence[Answer]:
        """Open these at the same time."""

        async def all_at_once() -> Sequence[Answer]:
            return await asyncio.gather(*(self._open(path, headers) for path in paths))

        return asyncio.run(all_at_once())

    async def _open(self, path: str, headers: dict[str, str]) -> Answer:
        answer = Answer()
        given = {"host": "testserver", "user-agent": PHONE, **{name.replace("_", "-"): said for name, said in headers.items()}}

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            answer.body += message.get("body", b"").decode()

        asked = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "http_version": "1.1", "scheme": "http",
            "server": ("testserver", 80), "client": ("192.0.2.1", 5000),
            "headers": [(name.encode(), said.encode()) for name, said in given.items()],
        }  # fmt: skip
        await self.door(asked, receive, send)
        return answer

    def close(self) -> None:
        """Leave no connection of a thread behind."""
        for threads in (self._pages._threads, self.door._threads):
            both = threading.Barrier(2)
            for _one in range(2):
                threads.submit(_hang_up, both)
            threads.shutdown()


def _hang_up(both: threading.Barrier) -> None:
    both.wait(10)  # so that each of the two threads does it
    connections.close_all()


@pytest.fixture
def door(committed: None) -> Iterator[Door]:
    door = Door()
    yield door
    door.close()


@pytest.fixture
def link(committed: None, ellery: Cast) -> str:
    """The address of a link that spreads."""
    with scope(ellery.campaign.pk):
        made = make_pass_on(adoption=adopted(ellery), actor=ellery.ben.actor)
    return f"/ellery/p/{made.code}"


def visits(cast: Cast) -> list[str]:
    with scope(cast.campaign.pk):
        return sorted(Visit.objects.values_list("kind", flat=True))


def test_the_second_visitor_gets_it_from_memory_and_is_counted(door: Door, link: str, ellery: Cast) -> None:
    first, second = door.open(link)[0], door.open(link)[0]
    assert door.made == 1
    assert (first.status, second.status) == (200, 200)
    assert visits(ellery) == ["person", "person"]
    key = re.compile(r'name="key" value="([0-9a-f]{16})"')
    assert key.findall(first.body) != key.findall(second.body), "each form has its own"
    assert key.sub("", first.body) == key.sub("", second.body)
    own = {"x-request-id"}
    assert {n: v for n, v in first.headers.items() if n not in own} == {n: v for n, v in second.headers.items() if n not in own}
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert "content-security-policy" in second.headers


def test_many_at_once_share_transactions(door: Door, link: str, ellery: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    door.open(link)
    turns: list[int] = []
    look = crowds._look
    monkeypatch.setattr(crowds, "_look", lambda slug, waiting: (turns.append(len(waiting)), look(slug, waiting))[1])
    answers = door.open(*[link] * 50)
    assert {one.status for one in answers} == {200} and door.made == 1
    assert len(visits(ellery)) == 51
    assert sum(turns) == 50 and len(turns) < 10


def test_machines_and_fetching_ahead_are_told_apart(door: Door, link: str, ellery: Cast) -> None:
    door.open(link)
    assert door.open(link, user_agent="WhatsApp/2.23")[0].status == 200
    assert door.open(link, sec_purpose="prefetch")[0].status == 200
    assert door.made == 1
    assert visits(ellery) == ["machine", "person"]


def test_who_is_signed_in_gets_a_page_of_their_own(door: Door, link: str, ellery: Cast) -> None:
    door.open(link)
    door.open(link, cookie=sign_in(ellery.ben.account))
    assert door.made == 2
    assert visits(ellery) == ["person"], "it was his own link"


def test_languages_are_kept_apart(door: Door, ellery: Cast) -> None:
    english = door.open("/ellery/wire/")[0]
    spanish = door.open("/ellery/wire/", accept_language="es")[0]
    chosen = door.open("/ellery/wire/", cookie="django_language=es")[0]
    assert '<html lang="en">' in english.body and '<html lang="es">' in spanish.body and '<html lang="es">' in chosen.body
    assert door.open("/ellery/wire/")[0].body == english.body
    assert door.made == 3


@pytest.mark.parametrize("cookie", ["a=b;django_language=es", "django_language=en; django_language=es"])
def test_nobody_chooses_a_language_for_the_others(door: Door, ellery: Cast, cookie: str) -> None:
    assert '<html lang="es">' in door.open("/ellery/wire/", cookie=cookie)[0].body
    for others in ({}, {"cookie": "django_language=en"}):
        assert '<html lang="en">' in door.open("/ellery/wire/", **others)[0].body


def test_what_happens_in_the_campaign_is_seen_at_once(door: Door, ellery: Cast) -> None:
    assert "Night nurses" not in door.open("/ellery/communities/")[0].body
    with scope(ellery.campaign.pk):
        found_community(name="Night nurses", purpose="Those who work when others sleep.", actor=ellery.cleo.actor)
    assert "Night nurses" in door.open("/ellery/communities/")[0].body
    assert door.made == 2


@pytest.mark.parametrize(("age", "made"), [(60.0, 1), (0.0, 2)])
def test_a_link_may_be_a_little_old(
    door: Door, link: str, ellery: Cast, monkeypatch: pytest.MonkeyPatch, age: float, made: int
) -> None:
    monkeypatch.setattr(crowds, "YOUNG", age)
    door.open(link)
    with scope(ellery.campaign.pk):
        found_community(name="Night nurses", purpose="Those who work when others sleep.", actor=ellery.cleo.actor)
    door.open(link)
    assert door.made == made
    assert visits(ellery) == ["person", "person"]


def test_what_goes_wrong_takes_the_ordinary_way(door: Door, link: str, ellery: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    door.open(link)

    def gone(slug: str) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(crowds, "enter", gone)
    assert door.open(link)[0].status == 200
    assert door.made == 2
    assert visits(ellery) == ["person", "person"], "counted once each"


def test_nothing_that_is_not_for_all_is_kept(door: Door, ellery: Cast) -> None:
    for path in ("/ellery/join", "/ellery/p/bcdfghjkmn", "/healthz", "/", "/nobody/wire/"):
        before = door.made
        door.open(path)
        door.open(path)
        assert door.made == before + 2, path


def test_an_odd_path_is_no_crash(door: Door, ellery: Cast) -> None:
    assert {one.status for one in door.open("*", "", "//", "/ellery")} <= {301, 302, 404}


def test_addresses_of_campaigns_are_kept_apart(door: Door, link: str, ellery: Cast) -> None:
    door.open(link)
    assert door.open(link.replace("/ellery/", "/elsewhere/"))[0].status == 404
    assert visits(ellery) == ["person"]
