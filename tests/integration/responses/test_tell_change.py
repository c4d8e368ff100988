"""A text that changes says so to those who have it open: the answer, a community that speaks with it, one's own link."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client
from tests import stages
from tests.cast import Cast

from groundswell.kit import live
from groundswell.pulse.models import PulseEvent
from groundswell.responses.services import adopt_version
from groundswell.sharing.services import make_pass_on


def part(client: Client, href: str, times: Any) -> str:
    with times(12):
        answer = client.get(href, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_newer_version_is_told_wherever_the_old_one_is_open(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    adoption = stages.adopted(cast)
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    answer = f"/ellery/answers/{adoption.version.response_id}"
    open_pages = {
        f"{answer}/versions/1/changed/": "Version 2 is the newest.",
        f"/ellery/answers/adoptions/{adoption.pk}/line/": "Version 2 is out.",
        f"/ellery/p/{link.code}/changed": "Changed: its authors have published version 2 since.",
        f"/ellery/p/{link.code}/standing": "Changed: version 2 is out.",
    }
    for href, words in open_pages.items():
        assert words not in part(client, href, django_assert_max_num_queries)
    newer = stages.second_version(cast, adoption.version)
    for href, words in open_pages.items():
        shown = part(client, href, django_assert_max_num_queries)
        diff = f"/p/{link.code}/what-changed" if "/p/" in href else f"/compare/{adoption.version_id}/{newer.pk}/"
        assert words in shown and diff in shown
        assert f'data-live="text:{newer.response_id}"' in shown
    of_ferry = f"/ellery/answers/of-community/{cast.ferry.pk}/"
    assert "Ask for the samples first" in part(client, of_ferry, django_assert_max_num_queries)
    adopt_version(version=newer, community=cast.ferry, words="Ask, then vote.", actor=cast.ben.actor)
    assert "Ask, then vote." in part(client, of_ferry, django_assert_max_num_queries)
    assert "Changed: Ferry Street has taken other words since, or let these go." in part(
        client, f"/ellery/p/{link.code}/standing", django_assert_max_num_queries
    )
    diff = client.get(f"/ellery/p/{link.code}/what-changed").content.decode()
    assert "Ferry Street speaks with version 2 now." in diff and "</span>Ask, then vote.</ins>" in diff


def test_the_rooms_that_move(cast: Cast) -> None:
    adoption = stages.adopted(cast)
    row = PulseEvent.objects.filter(kind="responses.version_adopted").latest("seq")
    movement = live.movement(row.kind)
    assert movement is not None
    rooms = movement.rooms(row)
    assert f"text:{adoption.version.response_id}" in rooms and f"adopted:{cast.ferry.pk}" in rooms
    published = PulseEvent.objects.filter(kind="responses.version_published").latest("seq")
    told = live.movement(published.kind)
    assert told and f"text:{adoption.version.response_id}" in told.rooms(published)


def test_a_community_that_is_not_there(client: Client, cast: Cast) -> None:
    assert client.get(f"/ellery/answers/of-community/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/ellery/answers/adoptions/{uuid.uuid4()}/line/").status_code == 404
