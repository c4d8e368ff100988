"""The directory: every community, found by words, at the same cost however many there are."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from groundswell.communities.models import Community
from groundswell.kit.clock import now

PAGE = "/ellery/communities/"


def _many(cast: Cast, count: int) -> None:
    rows = (Community(campaign=cast.campaign, slug=f"s{n}", name=f"Street {n}", founded_at=now()) for n in range(count))
    Community.objects.bulk_create(rows)


def test_everyone_sees_it_and_members_find_their_own_first(cast: Cast, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "Ferry Street" in page and "Orchard growers" in page and "Yours" not in page
    client.force_login(cast.ben.account)
    assert "Yours" in client.get(PAGE).content.decode()


def test_words_find_by_name_place_or_purpose(cast: Cast, client: Client) -> None:
    found = client.get(PAGE, {"q": "orchard"}).content.decode()
    assert "Orchard growers" in found and "Ferry Street" not in found
    assert "No community has these words" in client.get(PAGE, {"q": "lighthouse"}).content.decode()


def test_strange_words_and_keys_are_only_words_and_keys(cast: Cast, client: Client) -> None:
    for asked in (
        {"q": "<script>alert(1)</script>"},
        {"q": "%' OR 1=1 --"},
        {"q": "\x00"},
        {"q": "x" * 5000},
        {"before": "nonsense"},
    ):
        found = client.get(PAGE, asked)
        assert found.status_code == 200 and b"<script>alert" not in found.content


def test_pages_go_on_where_the_last_one_ended(cast: Cast, client: Client) -> None:
    _many(cast, 40)
    first = client.get(PAGE).content.decode()
    assert "Street 39" in first and "Ferry Street" not in first
    key = first.split("?before=")[1].split('"')[0]
    assert "Ferry Street" in client.get(PAGE, {"before": key}).content.decode()


def test_it_costs_the_same_however_many_there_are(cast: Cast, client: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    _many(cast, 25)
    with CaptureQueriesContext(connection) as many:
        Client().get(PAGE)  # another: to this one the page would be shown as it is, for nothing happened
    assert len(few) == len(many) <= 8
