"""Deeds are counted in windows; what is refused counts as well, nobody can be looked up, and the counts go away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from groundswell.campaigns.middleware import DeedTransaction
from groundswell.kit import limits
from groundswell.kit.actor import Actor
from groundswell.kit.errors import BadInput, TooMany
from groundswell.kit.ids import uuid7
from groundswell.kit.limits import HOUR, Limit, address_block, spend, spend_all
from groundswell.kit.models import Spent
from groundswell.kit.tasks import sweep_limits

pytestmark = pytest.mark.django_db
TWICE = Limit("knock", 2, HOUR)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Hold the clock at noon; ``clock(timedelta)`` moves it on."""
    at = [datetime(2026, 5, 4, 12, 0, 30, tzinfo=UTC)]
    monkeypatch.setattr(limits, "now", lambda: at[0])

    def move(by: timedelta) -> None:
        at[0] += by

    return move


def test_a_full_window_refuses_in_words_and_the_next_is_empty(clock: Callable[[timedelta], None]) -> None:
    spend(TWICE, "ben")
    spend(TWICE, "ben")
    with pytest.raises(TooMany, match="in 60 minutes"):
        spend(TWICE, "ben")
    spend(TWICE, "cleo")
    clock(timedelta(hours=1))
    spend(TWICE, "ben")


def test_a_day_is_told_in_hours(clock: Callable[[timedelta], None]) -> None:
    once = Limit("knock", 1, limits.DAY)
    spend(once, "ben")
    with pytest.raises(TooMany, match="in 12 hours"):
        spend(once, "ben")


def test_deeds_do_not_share_a_window(clock: Callable[[timedelta], None]) -> None:
    for deed in ("knock", "ring", "call"):
        spend(Limit(deed, 1, HOUR), "ben")


def test_nobody_is_stored() -> None:
    spend(TWICE, "ben@ellery.example")
    row = Spent.objects.get()
    assert "ben" not in row.key and len(row.key) == 40


def test_the_sweep_takes_what_is_over_and_leaves_the_rest(clock: Callable[[timedelta], None]) -> None:
    clock(timedelta(days=-400))
    spend(TWICE, "ben")
    clock(timedelta(days=40_000))
    spend(TWICE, "ben")
    sweep_limits()
    assert Spent.objects.get().ends > datetime(2100, 1, 1, tzinfo=UTC)


def _request(**extra: str) -> HttpRequest:
    return RequestFactory().post("/", **extra)  # type: ignore[arg-type]


def test_each_limit_counts_its_own_source() -> None:
    several = [
        Limit("write", 1, HOUR, by="account"),
        Limit("write", 2, HOUR, by="block"),
        Limit("write", 3, HOUR, by="campaign"),
    ]
    campaign = uuid7()
    ben, cleo, dora, ed = (Actor(campaign_id=campaign, account_id=uuid7()) for _one in range(4))
    spend_all(several, request=_request(REMOTE_ADDR="192.0.2.1"), actor=ben)
    with pytest.raises(TooMany):
        spend_all(several, request=_request(REMOTE_ADDR="198.51.100.1"), actor=ben)
    spend_all(several, request=_request(REMOTE_ADDR="192.0.2.77"), actor=cleo)
    with pytest.raises(TooMany):  # the third from this block
        spend_all(several, request=_request(REMOTE_ADDR="192.0.2.200"), actor=dora)
    spend_all(several, request=_request(REMOTE_ADDR="203.0.113.1"), actor=dora.__class__(campaign_id=uuid7()))
    spend_all(several, request=_request(REMOTE_ADDR="203.0.113.1"), actor=ed)
    with pytest.raises(TooMany):  # the fourth in this campaign that got so far
        spend_all(several, request=_request(REMOTE_ADDR="233.252.0.1"), actor=Actor(campaign_id=campaign))


def test_a_key_is_counted_whatever_its_letters() -> None:
    once = [Limit("code", 1, HOUR, by="key")]
    spend_all(once, request=_request(), actor=Actor(), key=" Ben@Ellery.example")
    with pytest.raises(TooMany):
        spend_all(once, request=_request(), actor=Actor(), key="ben@ellery.example")


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.130", "192.0.2.0/24"),
        ("::ffff:192.0.2.130", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_an_address_is_blurred_to_its_block(address: str, block: str) -> None:
    assert address_block(_request(REMOTE_ADDR=address)) == block


def test_a_header_is_believed_only_behind_a_proxy(settings: Any) -> None:
    made_up = _request(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    assert address_block(made_up) == "192.0.2.0/24"
    settings.BEHIND_PROXY = True
    assert address_block(made_up) == "198.51.100.0/24"
    assert address_block(_request(REMOTE_ADDR="192.0.2.1")) == "unknown"


def _through_the_deed(view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    return DeedTransaction(lambda request: HttpResponse()).process_view(_request(), view, (), {})


def _note(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kit_spent (key, win, ends, times) VALUES (%s, 1, now(), 1)", [words])


def test_a_refused_deed_is_undone_and_still_counts() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        spend(TWICE, "ben")
        _note("written")
        raise BadInput("Give it a name.")

    for _attempt in range(2):
        response = _through_the_deed(view)
        assert response.status_code == 422
        assert b"Give it a name." in response.content
    assert not Spent.objects.filter(key="written").exists()
    response = _through_the_deed(view)
    assert response.status_code == 429
    assert b"Please try again in" in response.content


def test_a_form_shown_again_undoes_the_deed_and_still_counts() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        spend(TWICE, "ben")
        _note("written")
        return HttpResponse("again", status=422)

    assert _through_the_deed(view).status_code == 422
    assert Spent.objects.get().times == 1


def test_a_part_of_a_page_gets_the_refusal_as_a_notice() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise TooMany("Wait a little.")

    request = _request()
    request.htmx = True  # type: ignore[attr-defined]
    response = DeedTransaction(lambda request: HttpResponse()).process_view(request, view, (), {})
    assert (response.status_code, response["HX-Retarget"]) == (429, "#notices")
    assert b"Wait a little." in response.content and b"<html" not in response.content
