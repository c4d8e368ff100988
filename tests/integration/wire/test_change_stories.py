"""Members merge, split, move and name stories; the machine follows for good, and everything can be undone."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast
from tests.news import take_in

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.responses.services import start_response
from groundswell.wire.models import Item, Story, StoryChange
from groundswell.wire.selectors import family_of
from groundswell.wire.services import merge_stories, move_item, name_story, split_story, undo_change

FLOOD = {"title": "Flood closes Marrow Bridge"}
AGAIN = {"title": "Marrow Bridge closed by flood", "source": "Orchard Radio"}
SAME = {"title": "Flood closes Marrow Bridge", "source": "Wick Courier"}
MILL = {"title": "Mill sold to overseas fund", "source": "Daily Quern"}
WHY = "It is the same event."


def _story(title: str) -> Story:
    return Item.objects.select_related("story").get(title=title).story


@pytest.fixture
def two(cast: Cast) -> tuple[Story, Story]:
    take_in(cast.campaign.pk, {"title": "Flood closes Marrow Bridge"}, MILL)
    return _story("Flood closes Marrow Bridge"), _story("Mill sold to overseas fund")


def test_one_story_of_two_and_later_news_follows(cast: Cast, two: tuple[Story, Story], recorded) -> None:
    flood, mill = two
    merge_stories(into=flood, other=mill, reason=WHY, actor=cast.cleo.actor)
    assert Story.objects.filter(merged_into=None).get().item_count == 2
    take_in(cast.campaign.pk, {"title": "Overseas fund has the mill now sold", "source": "Wick Courier"})
    assert Item.objects.get(source__key="wick courier").story == flood
    assert recorded()[0] == "wire.stories_merged"


def test_an_old_address_leads_to_the_story_and_answers_come_along(cast: Cast, two: tuple[Story, Story], client: Client) -> None:
    flood, mill = two
    stages.ratified(cast)
    answer = start_response(story=mill, content=stages.WORDS, actor=cast.cleo.actor)
    merge_stories(into=flood, other=mill, reason=WHY, actor=cast.ben.actor)
    assert client.get(f"/ellery/wire/{mill.pk}/")["Location"] == f"/ellery/wire/{flood.pk}/"
    client.force_login(cast.cleo.account)
    assert f"/ellery/answers/{answer.pk}/edit/" in client.get(f"/ellery/wire/{flood.pk}/").content.decode()
    assert set(Story.objects.filter(pk__in=family_of(flood))) == {flood, mill}


def test_a_merger_can_be_undone_and_the_machine_follows(cast: Cast, two: tuple[Story, Story], recorded) -> None:
    flood, mill = two
    change = merge_stories(into=flood, other=mill, reason=WHY, actor=cast.cleo.actor)
    take_in(cast.campaign.pk, AGAIN)
    undo_change(change=change, actor=cast.ben.actor)
    assert list(Story.objects.order_by("item_count").values_list("pk", "item_count", "merged_into")) == [
        (mill.pk, 1, None),
        (flood.pk, 2, None),
    ]
    take_in(cast.campaign.pk, {"title": "Overseas fund has the mill now sold", "source": "Wick Courier"})
    assert Item.objects.get(source__key="wick courier").story == mill
    assert "wire.story_change_undone" in recorded()


def test_a_part_becomes_a_story_of_its_own_with_what_repeats_it(cast: Cast, recorded) -> None:
    take_in(cast.campaign.pk, AGAIN, FLOOD, SAME)
    assert Story.objects.count() == 1
    flood = Item.objects.get(source__key="the alder post")
    change = split_story(story=flood.story, items=[flood.pk], title="The flood", reason=WHY, actor=cast.cleo.actor)
    fresh = Story.objects.get(pk=change.story_id)
    assert (fresh.title, fresh.item_count, fresh.outlet_count) == ("The flood", 2, 1)
    take_in(cast.campaign.pk, {**FLOOD, "source": "Hexley Herald"})
    assert Item.objects.get(source__key="hexley herald").story == fresh
    assert recorded()[2:4] == ["wire.story_split", "wire.items_arrived"]
    undo_change(change=change, actor=cast.cleo.actor)
    fresh.refresh_from_db()
    assert fresh.merged_into is None and fresh.item_count == 1  # what came since stays


def test_a_split_undone_leaves_one_story(cast: Cast) -> None:
    take_in(cast.campaign.pk, AGAIN, FLOOD)
    flood = Item.objects.get(title=FLOOD["title"])
    change = split_story(story=flood.story, items=[flood.pk], reason=WHY, actor=cast.cleo.actor)
    undo_change(change=change, actor=cast.cleo.actor)
    assert Story.objects.filter(merged_into=None).get().item_count == 2
    assert Story.objects.get(pk=change.story_id).merged_into_id == change.other_id


def test_an_item_moves_for_good(cast: Cast, two: tuple[Story, Story], recorded) -> None:
    flood, mill = two
    take_in(cast.campaign.pk, AGAIN)
    item = Item.objects.get(title=AGAIN["title"])
    assert item.story == flood
    change = move_item(item=item, story=mill, reason=WHY, actor=cast.cleo.actor)
    take_in(cast.campaign.pk, {**AGAIN, "source": "Wick Courier"})
    assert Item.objects.get(source__key="wick courier").story == mill
    assert recorded()[2] == "wire.items_moved"
    undo_change(change=change, actor=cast.ben.actor)
    assert Item.objects.get(pk=item.pk).story == flood


def test_a_name_stays_and_can_be_taken_back(cast: Cast, two: tuple[Story, Story], recorded) -> None:
    flood, _mill = two
    change = name_story(story=flood, title="The flood of May", reason="Shorter.", actor=cast.cleo.actor)
    take_in(cast.campaign.pk, AGAIN)
    assert Story.objects.get(pk=flood.pk).title == "The flood of May"
    undo_change(change=change, actor=cast.ben.actor)
    named = Story.objects.get(pk=flood.pk)
    assert (named.title, named.named_by) == ("Flood closes Marrow Bridge", None)
    assert recorded()[0] == "wire.story_named" and recorded()[-1] == "wire.story_change_undone"


def test_what_others_built_on_is_undone_first(cast: Cast, two: tuple[Story, Story]) -> None:
    flood, mill = two
    take_in(cast.campaign.pk, AGAIN)
    moved = move_item(item=Item.objects.get(title=AGAIN["title"]), story=mill, reason=WHY, actor=cast.cleo.actor)
    merged = merge_stories(into=flood, other=mill, reason=WHY, actor=cast.ben.actor)
    with pytest.raises(Refused, match="moved again since"):
        undo_change(change=moved, actor=cast.cleo.actor)
    undo_change(change=merged, actor=cast.cleo.actor)
    undo_change(change=moved, actor=cast.cleo.actor)
    assert Item.objects.get(title=AGAIN["title"]).story == flood
    for change in (moved, StoryChange.objects.latest("number")):
        with pytest.raises(Refused):
            undo_change(change=change, actor=cast.cleo.actor)


def test_an_older_name_is_not_taken_back_over_a_newer(cast: Cast, two: tuple[Story, Story]) -> None:
    first = name_story(story=two[0], title="The flood", reason="Shorter.", actor=cast.cleo.actor)
    name_story(story=two[0], title="The great flood", reason="Better.", actor=cast.ben.actor)
    with pytest.raises(Refused, match="another name since"):
        undo_change(change=first, actor=cast.cleo.actor)


def test_what_makes_no_sense_is_refused_in_words(cast: Cast, two: tuple[Story, Story], recorded) -> None:
    flood, mill = two
    item = Item.objects.get(story=flood)
    for deed, field in (
        (lambda: merge_stories(into=flood, other=flood, reason=WHY, actor=cast.cleo.actor), "other"),
        (lambda: merge_stories(into=flood, other=mill, reason=" ", actor=cast.cleo.actor), "reason"),
        (lambda: split_story(story=flood, items=[item.pk], reason=WHY, actor=cast.cleo.actor), "items"),
        (lambda: split_story(story=flood, items=[], reason=WHY, actor=cast.cleo.actor), "items"),
        (lambda: move_item(item=item, story=flood, reason=WHY, actor=cast.cleo.actor), "other"),
        (lambda: name_story(story=flood, title=flood.title, reason=WHY, actor=cast.cleo.actor), "title"),
    ):
        with pytest.raises(BadInput) as refusal:
            deed()
        assert refusal.value.field == field
    merge_stories(into=flood, other=mill, reason=WHY, actor=cast.cleo.actor)
    with pytest.raises(Refused, match="part of another"):
        name_story(story=mill, title="The mill", reason=WHY, actor=cast.cleo.actor)
    assert recorded() == ["wire.stories_merged"]


def test_members_put_in_order(cast: Cast, two: tuple[Story, Story], recorded) -> None:
    flood, mill = two
    change = name_story(story=flood, title="The flood", reason="Shorter.", actor=cast.cleo.actor)
    for actor in (cast.visitor, cast.dan.actor):
        for deed in (
            lambda: merge_stories(into=flood, other=mill, reason=WHY, actor=actor),  # noqa: B023
            lambda: undo_change(change=change, actor=actor),  # noqa: B023
        ):
            with pytest.raises(NotHere):
                deed()
    assert recorded() == ["wire.story_named"]
