"""Who sees what of a ground report: the words are public, photo, exact spot and name are for members."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests import ground
from tests.cast import Cast


def _text(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["visitor", "dan", "ben"])
def test_the_words_are_for_everyone_the_rest_for_members(cast: Cast, client: Client, who: str) -> None:
    report = ground.reported(cast, place="By the ferry", spot=ground.SPOT, is_exact=True, shows_name=True, photo=ground.photo())
    if who != "visitor":
        client.force_login(getattr(cast, who).account)
    for page in ("/ellery/wire/ground/", f"/ellery/wire/ground/{report.pk}/"):
        text = _text(client, page)
        assert "Brown water" in text and "By the ferry" in text
        assert ("52.123456" in text, "Cleo" in text, "photo" in text) == ((True, True, True) if who == "ben" else (False,) * 3)
        assert ("geo:52.12," in text) == (who != "ben")
        assert ("I see it too" in text) == (who == "ben")


def test_without_a_name_nobody_reads_one(cast: Cast, client: Client) -> None:
    report = ground.reported(cast)
    client.force_login(cast.ben.account)
    assert "Cleo" not in _text(client, f"/ellery/wire/ground/{report.pk}/")


def test_the_photo_is_a_small_bare_jpeg(cast: Cast, client: Client) -> None:
    report = ground.reported(cast, photo=ground.photo())
    client.force_login(cast.ben.account)
    answer = client.get(f"/ellery/wire/ground/{report.pk}/photo/")
    assert answer["Content-Type"] == "image/jpeg" and "private" in answer["Cache-Control"]
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.format == "JPEG" and picture.size == (40, 30)


def test_a_story_shows_its_reports_below_the_line(cast: Cast, client: Client) -> None:
    item = ground.placed(cast, place="By the ferry")
    text = _text(client, f"/ellery/wire/{item.story_id}/")
    assert "From the ground" in text and "By the ferry" in text
    below = text.split('class="g" d="')[1].split('"')[0]
    above = text.split('class="n" d="')[1].split('"')[0]
    assert below and not above


def test_thirty_reports_cost_as_many_queries_as_two(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    for _time in range(2):
        ground.reported(cast)
    with CaptureQueriesContext(connection) as few:
        client.get("/ellery/wire/ground/")
    for _time in range(20):
        ground.reported(cast, photo=None, shows_name=True)
    with CaptureQueriesContext(connection) as many:
        client.get("/ellery/wire/ground/")
    assert len(many) == len(few) <= 14
