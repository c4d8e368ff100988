"""Opening a link is one row that says when and whether it was a person, and nothing else about anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.sharing.conftest import PHONE, Begun

from groundswell.sharing.models import Visit


def kinds() -> list[str]:
    return list(Visit.objects.order_by("at").values_list("kind", flat=True))


def test_a_person_is_counted_and_nothing_else(begun: Begun, phone: Any, recorded: Callable[[], list[str]]) -> None:
    before = recorded()
    response = phone.get(begun.at())
    assert response.status_code == 200 and not response.cookies
    assert kinds() == ["person"]
    assert {field.name for field in Visit._meta.fields} == {"id", "campaign", "pass_on", "kind", "at"}
    assert recorded() == before, "nobody would want each visit in a history"


@pytest.mark.parametrize(
    ("method", "headers", "counted"),
    [
        ("get", {"HTTP_USER_AGENT": "WhatsApp/2.23"}, ["machine"]),
        ("get", {"HTTP_USER_AGENT": ""}, ["machine"]),
        ("head", {"HTTP_USER_AGENT": PHONE}, ["machine"]),
        ("get", {"HTTP_USER_AGENT": PHONE, "HTTP_PURPOSE": "prefetch"}, []),
        ("get", {"HTTP_USER_AGENT": PHONE, "HTTP_SEC_PURPOSE": "prefetch;prerender"}, []),
    ],
)
def test_machines_and_fetching_ahead(
    begun: Begun, client: Any, method: str, headers: dict[str, str], counted: list[str]
) -> None:
    assert getattr(client, method)(begun.at(), **headers).status_code == 200
    assert kinds() == counted


def test_looking_at_ones_own_link_is_no_visit(begun: Begun, cast: Cast, phone: Any) -> None:
    phone.force_login(cast.ben.account)
    phone.get(begun.at())
    assert kinds() == []
    phone.force_login(cast.cleo.account)
    phone.get(begun.at())
    assert kinds() == ["person"]


def test_a_code_nobody_has_is_not_here(begun: Begun, phone: Any) -> None:
    assert phone.get("/ellery/p/bcdfghjkmn").status_code == 404
    assert kinds() == []
