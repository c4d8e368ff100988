"""The page on which members put a story in order, and the history everyone reads."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.news import take_in

from groundswell.communities.services import hide_thing
from groundswell.wire.models import Item, Story, StoryChange
from groundswell.wire.services import name_story

FLOOD = {"title": "Flood closes Marrow Bridge"}
BRIDGE = {"title": "Marrow Bridge painted blue for the fair", "source": "Orchard Radio", "published": "2026-03-01"}


@pytest.fixture
def stories(cast: Cast, client: Client) -> tuple[Story, Story]:
    take_in(cast.campaign.pk, BRIDGE, FLOOD, {"title": "Flooded Marrow Bridge stays closed", "source": "Daily Quern"})
    client.force_login(cast.cleo.account)
    return Item.objects.get(title=FLOOD["title"]).story, Item.objects.get(title=BRIDGE["title"]).story


def test_a_story_that_sounds_alike_is_offered_and_taken(stories: tuple[Story, Story], client: Client) -> None:
    flood, bridge = stories
    assert BRIDGE["title"] in client.get(f"/ellery/wire/{flood.pk}/order/").content.decode()
    answer = client.post(f"/ellery/wire/{flood.pk}/merge/", {"other": str(bridge.pk), "reason": "One bridge."})
    assert answer["Location"] == f"/ellery/wire/{flood.pk}/"
    told = client.get(f"/ellery/wire/{flood.pk}/history/").content.decode()
    assert "One bridge." in told and "both are one story" in told and "Undo this" in told


def test_an_address_names_any_story(stories: tuple[Story, Story], client: Client) -> None:
    flood, bridge = stories
    said = {"address": f"https://campaign.example/ellery/wire/{flood.pk}/", "reason": "One bridge."}
    assert client.post(f"/ellery/wire/{bridge.pk}/merge/", said).status_code == 302
    assert Story.objects.get(merged_into=None).pk == bridge.pk


def test_items_go_where_they_belong(stories: tuple[Story, Story], client: Client) -> None:
    flood, bridge = stories
    item = Item.objects.get(source__key="daily quern")
    client.post(f"/ellery/wire/{flood.pk}/take-out/", {"items": [str(item.pk)], "other": "", "reason": "Later."})
    item.refresh_from_db()
    assert item.story_id not in {flood.pk, bridge.pk}
    said = {"items": [str(item.pk)], "other": str(bridge.pk), "reason": "No, there."}
    client.post(f"/ellery/wire/{item.story_id}/take-out/", {**said, "address": str(bridge.pk)})
    item.refresh_from_db()
    assert item.story_id == bridge.pk


def test_what_is_missing_is_said_at_its_field(stories: tuple[Story, Story], client: Client) -> None:
    flood, _bridge = stories
    for page, said, words in (
        ("name", {"title": "", "reason": "x"}, "Give the story a name."),
        ("name", {"title": "The flood", "reason": ""}, "Give the reason."),
        ("merge", {"reason": "x"}, "Choose the story that tells the same."),
        ("take-out", {"reason": "x"}, "Choose what to take out."),
    ):
        answer = client.post(f"/ellery/wire/{flood.pk}/{page}/", said)
        assert answer.status_code == 422 and words in answer.content.decode()
    assert not StoryChange.objects.exists()


def test_one_press_undoes(stories: tuple[Story, Story], client: Client, cast: Cast) -> None:
    flood, _bridge = stories
    change = name_story(story=flood, title="The flood", reason="Shorter.", actor=cast.ben.actor)
    answer = client.post(f"/ellery/wire/changes/{change.pk}/undo/")
    assert answer["Location"] == f"/ellery/wire/{flood.pk}/" and Story.objects.get(pk=flood.pk).title == FLOOD["title"]
    again = client.post(f"/ellery/wire/changes/{change.pk}/undo/")
    assert again.status_code == 409 and "undone already" in again.content.decode()


def test_a_reason_a_steward_hid_is_not_read(stories: tuple[Story, Story], client: Client, cast: Cast) -> None:
    flood, _bridge = stories
    change = name_story(story=flood, title="A slur", reason="More of it.", actor=cast.cleo.actor)
    hide_thing(subject_type="wire.StoryChange", subject_id=change.pk, reason="It insults.", actor=cast.ada.actor)
    told = client.get(f"/ellery/wire/{flood.pk}/history/").content.decode()
    assert "More of it." not in told and "It insults." in told


def test_names_are_for_members_and_the_cost_does_not_grow(stories: tuple[Story, Story], client: Client, cast: Cast) -> None:
    flood, _bridge = stories
    page = f"/ellery/wire/{flood.pk}/history/"
    name_story(story=flood, title="The flood", reason="Shorter.", actor=cast.ben.actor)
    assert "Ben" in client.get(page).content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(10):
        name_story(story=flood, title=f"The flood {number}", reason="Shorter.", actor=cast.ben.actor)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few) <= 14
    client.logout()
    told = client.get(page).content.decode()
    assert "Ben" not in told and "The flood 9" in told and "Undo this" not in told
