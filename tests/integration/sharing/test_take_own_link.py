"""One tap on a link's page gives a link of one's own, without an account, a cookie or a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.responses.services import end_adoption
from groundswell.sharing import views
from groundswell.sharing.models import PassOn


def test_one_tap(begun: Begun, phone: Any, recorded: Callable[[], list[str]]) -> None:
    before = recorded()
    key = re.search(r'name="key" value="(\w+)"', phone.get(begun.at()).content.decode()).group(1)  # type: ignore[union-attr]
    answers = [phone.post(begun.at("/on"), {"key": key}) for _ in range(2)]
    made = PassOn.objects.get(hand=2)
    assert [one.status_code for one in answers] == [302, 302]
    assert {one["Location"] for one in answers} == {f"/ellery/p/{made.code}/yours"}
    assert not any(one.cookies for one in answers)
    page = phone.get(answers[0]["Location"]).content.decode()
    assert f"http://testserver/ellery/p/{made.code}" in page and "without an account we cannot find it for you again" in page
    assert recorded()[len(before) :] == ["sharing.pass_on_made"]


def test_a_flood_is_told_in_words(begun: Begun, phone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [type(limit)(limit.deed, 2, limit.seconds, limit.by) for limit in views.WITHOUT_ACCOUNT]
    monkeypatch.setattr(views, "WITHOUT_ACCOUNT", few)
    statuses = [phone.post(begun.at("/on"), {"key": f"k{number}"}).status_code for number in range(3)]
    assert statuses == [302, 302, 429]
    assert PassOn.objects.count() == 3
    assert "try again" in phone.post(begun.at("/on"), {"key": "k9"}).content.decode()


def test_a_member_is_not_limited_for_they_have_one_anyway(
    begun: Begun, cast: Cast, phone: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        views, "WITHOUT_ACCOUNT", [type(one)(one.deed, 0, one.seconds, one.by) for one in views.WITHOUT_ACCOUNT]
    )
    phone.force_login(cast.cleo.account)
    assert phone.post(begun.at("/on")).status_code == 302


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"}, 302),
        ({"HTTP_ORIGIN": "http://testserver"}, 302),
    ],
)
def test_another_site_cannot_press_for_a_visitor(begun: Begun, phone: Any, headers: dict[str, str], status: int) -> None:
    assert phone.post(begun.at("/on"), {"key": "k"}, **headers).status_code == status
    assert PassOn.objects.count() == (2 if status == 302 else 1)


def test_an_answer_that_was_let_go_says_so(begun: Begun, cast: Cast, phone: Any) -> None:
    end_adoption(adoption=begun.adoption, actor=cast.ben.actor)
    response = phone.post(begun.at("/on"), {"key": "k"})
    assert response.status_code == 409
    assert "Ferry Street no longer uses this answer" in response.content.decode()
    assert PassOn.objects.count() == 1


def test_looking_is_not_taking(begun: Begun, phone: Any) -> None:
    assert phone.get(begun.at("/on")).status_code == 405


def test_odd_keys_do_no_harm(begun: Begun, phone: Any) -> None:
    for key in ("", "x" * 100_000, "‮🙂", "\x00"):
        assert phone.post(begun.at("/on"), {"key": key}).status_code == 302
