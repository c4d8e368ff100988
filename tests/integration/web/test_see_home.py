"""A campaign's first page: what breaks, where a reader is missing, and the next step when there is nothing yet."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.stages import published


def test_an_empty_home_says_the_next_step(cast: Cast, client: Client) -> None:
    page = client.get("/ellery/").content.decode()
    assert "No news has come in yet." in page
    assert "No answer waits for a reader." in page


def test_home_shows_the_story_and_the_answer_that_needs_readers(cast: Cast, client: Client) -> None:
    version = published(cast)
    client.force_login(cast.ben.account)
    page = client.get("/ellery/").content.decode()
    assert "Water board votes tonight" in page
    assert version.title in page


def test_home_costs_the_same_however_much_there_is(cast: Cast, client: Client, django_assert_max_num_queries: object) -> None:
    published(cast)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get("/ellery/")
