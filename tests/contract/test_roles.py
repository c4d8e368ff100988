"""docs/roles.md is true: every door, tried by everyone of the cast, answers what its row says; and no door is without a row."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from groundswell.kit.db import scope
from groundswell.people.models import Account
from tests import doors
from tests.cast import Cast, assemble
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
    """The cast, and another campaign whose steward is Elle."""

    here: Cast
    there: Cast

    def account(self, who: str) -> Account | None:
        if who == "visitor":
            return None
        player = self.there.ada if who == "Elle" else getattr(self.here, who.lower())
        account: Account = player.account
        return account


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Set up once for all tries; each try is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Town(assemble(), assemble("holt"))
        transaction.set_rollback(True)


@pytest.fixture
def undone(town: Town) -> Iterator[None]:
    """Undo what the try does."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _knock(door: Door, path: str, account: Account | None, form: dict[str, Any]) -> str:
    client = Client(HTTP_HOST="localhost")
    if account is not None:
        client.force_login(account)
    response = client.generic("GET", path) if door.method == "GET" else client.post(path, form)
    return _answer(response)


def _answer(response: Any) -> str:
    target = response.get("Location", "")
    if response.status_code in {302, 303} and re.match(r"/accounts/login/|/[\w-]+/join\?next=", target):
        return "login"
    if response.status_code < 400 or response.status_code in {409, 422, 429, 503}:  # 503: "not ready" is an answer
        return "yes"
    return str(response.status_code)


def _path(door: Door, cast: Cast, given: dict[str, Any]) -> str:
    return reverse(door.name, kwargs={**given, **({"campaign": cast.campaign.slug} if _is_inside(door.name) else {})})


def _is_inside(name: str) -> bool:
    return ":" in name or name == "home"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_door_answers_what_its_row_says(town: Town, undone: None, door: Door, who: str) -> None:
    with scope(town.here.campaign.pk):
        given, form = doors.arguments(door.whole, town.here), doors.form(door.whole, town.here)
    assert _knock(door, _path(door, town.here, given), town.account(who), form) == door.answers[who]


@pytest.mark.parametrize("door", [door for door in DOORS if _is_inside(door.name) and door.whole in doors.ARGUMENTS], ids=str)
def test_another_campaigns_things_are_not_here(town: Town, undone: None, door: Door) -> None:
    """Elle, steward of her own campaign, opens her own door with a key from this one."""
    with scope(town.here.campaign.pk):
        given, form = doors.arguments(door.whole, town.here), doors.form(door.whole, town.here)
    if not any(isinstance(one, uuid.UUID) or name == "code" for name, one in given.items()):
        return  # short names may be the same in two campaigns
    assert _knock(door, _path(door, town.there, given), town.account("Elle"), form) == "404"


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
