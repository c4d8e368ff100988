"""docs/roles.md is true: every door, tried by everyone of the cast, answers what its row says; and no door is without a row."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from groundswell.kit.db import scope
from tests import doors
from tests.cast import Cast, Player, assemble
from tests.contract.sources import ROOT

WHO = ("visitor", "Dan", "Cleo", "Ben", "Ada", "Elle")
ANSWERS = {"yes", "login", "404"}
ROW = re.compile(r"^\| (GET|POST) \| `([\w:]+)`([^|]*)\|(.*)\|$")


@dataclass(frozen=True)
class Door:
    """One row of the table."""

    method: str
    name: str
    note: str
    answers: dict[str, str]

    @property
    def whole(self) -> str:
        return f"{self.name} {self.note}".strip()

    def __str__(self) -> str:
        return f"{self.method} {self.whole}"


def _rows() -> Iterator[Door]:
    for line in (ROOT / "docs/roles.md").read_text(encoding="utf-8").splitlines():
        if found := ROW.match(line):
            method, name, note, cells = found.groups()
            answers = [cell.strip() for cell in cells.split("|")]
            assert len(answers) == len(WHO) and set(answers) <= ANSWERS, f"docs/roles.md: {line}"
            yield Door(method, name, note.strip(), dict(zip(WHO, answers, strict=True)))
        else:
            assert not re.match(r"^\| *(GET|POST|PUT|DELETE|`)", line), f"docs/roles.md: no door can be read in {line!r}"


DOORS = tuple(_rows())


@dataclass(frozen=True)
class Town:
    """The cast, another campaign whose steward is Elle, the sessions of those who are signed in, and one browser for all."""

    here: Cast
    there: Cast
    sessions: dict[str, str]
    browser: Client


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Set up once for all tries; each try is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = assemble(), assemble("holt")
        players = {"Dan": here.dan, "Cleo": here.cleo, "Ben": here.ben, "Ada": here.ada, "Elle": there.ada}
        browser = Client(HTTP_HOST="localhost")  # one for all: each would load the middleware again
        yield Town(here, there, {who: _session(browser, player) for who, player in players.items()}, browser)
        transaction.set_rollback(True)


def _session(browser: Client, player: Player) -> str:
    browser.cookies.clear()
    browser.force_login(player.account)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True)
class Stage:
    """A door with the thing it leads to."""

    door: Door
    given: dict[str, Any]
    form: dict[str, Any]

    def knock(self, town: Town, who: str, *, there: bool = False) -> str:
        """Try the door as somebody of the town, here or in the other campaign; undo what it did."""
        inside = {"campaign": (town.there if there else town.here).campaign.slug} if _is_inside(self.door.name) else {}
        path = reverse(self.door.name, kwargs={**self.given, **inside})
        client = town.browser
        client.cookies.clear()
        if who in town.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = town.sessions[who]
        with transaction.atomic():
            response = client.get(path) if self.door.method == "GET" else client.post(path, self.form)
            transaction.set_rollback(True)
        return _answer(response)


@pytest.fixture(scope="module")
def stage(request: pytest.FixtureRequest, town: Town) -> Iterator[Stage]:
    """Make what a door leads to, once for all who try it, and undo it afterwards."""
    door: Door = request.param
    with transaction.atomic():
        with scope(town.here.campaign.pk):
            found = Stage(door, doors.arguments(door.whole, town.here), doors.form(door.whole, town.here))
        yield found
        transaction.set_rollback(True)


def _answer(response: Any) -> str:
    target = response.get("Location", "")
    if response.status_code in {302, 303} and re.match(r"/accounts/login/|/[\w-]+/join\?next=", target):
        return "login"
    if response.status_code < 400 or response.status_code in {409, 422, 429, 503}:  # 503: "not ready" is an answer
        return "yes"
    return str(response.status_code)


def _is_inside(name: str) -> bool:
    return ":" in name or name in {"home", "loop"}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("stage", DOORS, ids=str, indirect=True)
def test_a_door_answers_what_its_row_says(town: Town, stage: Stage, who: str) -> None:
    assert stage.knock(town, who) == stage.door.answers[who]


@pytest.mark.parametrize(
    "stage", [door for door in DOORS if _is_inside(door.name) and door.whole in doors.ARGUMENTS], ids=str, indirect=True
)
def test_another_campaigns_things_are_not_here(town: Town, stage: Stage) -> None:
    """Elle, steward of her own campaign, opens her own door with a key from this one."""
    if any(isinstance(one, uuid.UUID) or name == "code" for name, one in stage.given.items()):  # short names may be the same
        assert stage.knock(town, "Elle", there=True) == "404"


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _names(one, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


def test_every_door_has_a_row() -> None:
    missing = set(_names(get_resolver())) - {door.name for door in DOORS}
    assert not missing, "docs/howto/add-a-door.md says how to add: " + ", ".join(sorted(missing))


def test_no_row_stands_for_a_door_that_is_gone() -> None:
    assert {door.name for door in DOORS} <= set(_names(get_resolver()))


def test_nothing_is_made_for_a_door_that_is_not_in_the_table() -> None:
    known = {door.whole for door in DOORS} | {door.name for door in DOORS}
    assert (doors.ARGUMENTS.keys() | doors.FORMS.keys()) <= known


def test_no_door_is_listed_twice() -> None:
    listed = [str(door) for door in DOORS]
    assert len(listed) == len(set(listed))
