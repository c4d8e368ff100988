"""A member links two stories that tell of one event in two languages, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere
from groundswell.wire.models import StoryPair
from groundswell.wire.services import pair_stories, part_stories

Recorded = Callable[[], list[str]]


def test_link_two_stories_and_part_them(cast: Cast, recorded: Recorded) -> None:
    one, two = stages.story(cast), stages.story(cast, "La junta del agua vota esta noche")
    for first, second in ((one, two), (two, one)):
        pair_stories(story=first, other=second, actor=cast.cleo.actor)
    assert StoryPair.objects.count() == 1
    part_stories(story=two, other=one, actor=cast.ben.actor)
    part_stories(story=two, other=one, actor=cast.ben.actor)
    assert not StoryPair.objects.exists()
    assert recorded()[-4:] == ["wire.stories_paired"] * 2 + ["wire.stories_parted"] * 2


def test_a_story_is_not_told_by_itself_and_visitors_link_nothing(cast: Cast, recorded: Recorded) -> None:
    story = stages.story(cast)
    before = recorded()
    with pytest.raises(BadInput):
        pair_stories(story=story, other=story, actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        pair_stories(story=story, other=story, actor=cast.visitor)
    assert recorded() == before


def test_each_page_shows_the_other(cast: Cast, client: Client) -> None:
    one, two = stages.story(cast), stages.story(cast, "La junta del agua vota esta noche")
    client.force_login(cast.cleo.account)
    wrong = client.post(f"/ellery/wire/{one.pk}/pair/", {"other": "https://elsewhere.example/"})
    assert wrong.status_code == 422
    other = f"http://localhost:8000/ellery/wire/{two.pk}/"
    assert client.post(f"/ellery/wire/{one.pk}/pair/", {"other": other}).status_code == 302
    assert two.title in client.get(f"/ellery/wire/{one.pk}/").content.decode()
    assert one.title in client.get(f"/ellery/wire/{two.pk}/").content.decode()
    assert client.post(f"/ellery/wire/{one.pk}/part/{two.pk}/").status_code == 302
    assert two.title not in client.get(f"/ellery/wire/{one.pk}/").content.decode()


def test_linking_and_parting_stand_in_the_history_of_both(cast: Cast, client: Client) -> None:
    one, two = stages.story(cast), stages.story(cast, "La junta del agua vota esta noche")
    pair_stories(story=one, other=two, actor=cast.cleo.actor)
    part_stories(story=two, other=one, actor=cast.ben.actor)
    for story, other in ((one, two), (two, one)):
        client.logout()
        text = client.get(f"/ellery/wire/{story.pk}/history/").content.decode()
        parted, paired = text.index("tells of something else"), text.index("tells of the same")
        assert parted < paired and other.title in text and "Cleo" not in text and "Nobody has changed" not in text
        client.force_login(cast.ada.account)
        text = client.get(f"/ellery/wire/{story.pk}/history/").content.decode()
        assert "Cleo" in text and "Ben" in text
