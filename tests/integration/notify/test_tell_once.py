"""Nobody gets a story twice: merged, split, split again and moved by hand, it is no news to who had it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.notify.conftest import Clock, Ears

from groundswell.kit.actor import machine
from groundswell.notify.models import Notice
from groundswell.notify.services import choose, follow, mute
from groundswell.pulse.log import record
from groundswell.wire.events import StoryGrown
from groundswell.wire.models import Item, Story
from groundswell.wire.services import merge_stories, move_items, split_story

TRAM = "Tram derailed at Wick market"


@pytest.fixture
def followed(cast: Cast) -> None:
    """Ben follows words that both stories hold."""
    for words in ("marrow bridge", "tram"):
        follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)


def _grows(cast: Cast, ears: Ears, story: Story) -> list[Any]:
    """Let a story be looked at once more; returns the mails that left."""
    record(StoryGrown(added=1, items=2, outlets=2), actor=machine(cast.campaign.pk), subject=story)
    return ears.mail()


def _newest(story: Story, number: int) -> list[Any]:
    return list(Item.objects.filter(story=story).order_by("-position").values_list("pk", flat=True)[:number])


def test_merged_either_way_it_is_told_once(cast: Cast, ears: Ears, followed: None) -> None:
    flood, tram = ears.told_by("The Alder Post", "Ellery Gazette"), ears.told_by("Orchard Radio", title=TRAM)
    assert len(ears.mail()) == 1
    merge_stories(into=tram, other=flood, reason="One event.", actor=cast.cleo.actor)
    assert _grows(cast, ears, tram) == []


def test_split_again_and_again_it_is_told_once(cast: Cast, ears: Ears, followed: None) -> None:
    story = ears.told_by("The Alder Post", "Ellery Gazette", "Marrow Times", "Radio Ferry", "Orchard Radio", "Daily Quern")
    assert len(ears.mail()) == 1
    for number in (4, 2):
        change = split_story(story=story, items=_newest(story, number), reason="Two events.", actor=cast.cleo.actor)
        story = change.story
        assert _grows(cast, ears, story) == []
    assert Notice.objects.count() == 1


def test_one_item_from_elsewhere_makes_no_old_news(cast: Cast, ears: Ears, followed: None) -> None:
    flood = ears.told_by("The Alder Post", "Ellery Gazette", "Marrow Times")
    assert len(ears.mail()) == 1
    tram = ears.told_by("Orchard Radio", title=TRAM)
    move_items(items=_newest(flood, 1), story=tram, source=flood, reason="It is about the tram.", actor=cast.cleo.actor)
    ears.told_by("Wick Courier", "Harbour Radio", title=TRAM)
    assert len(ears.mail()) == 1


def test_what_waits_for_the_digest_is_in_it_once(cast: Cast, ears: Ears, followed: None) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, alerts="digest")
    flood = ears.told_by("The Alder Post", "Ellery Gazette")
    assert ears.mail() == []
    tram = ears.told_by("Orchard Radio", title=TRAM)
    merge_stories(into=tram, other=flood, reason="One event.", actor=cast.cleo.actor)
    assert _grows(cast, ears, tram) == []
    waits = Notice.objects.filter(member=cast.ben.member, pace="digest")
    assert [one.thing_id for one in waits] == [tram.pk]


def test_what_was_muted_stays_muted_in_what_it_became(cast: Cast, ears: Ears, followed: None) -> None:
    flood = ears.told_by("The Alder Post", "Ellery Gazette")
    mute(campaign=cast.campaign, kind="story", thing_id=flood.pk, actor=cast.ben.actor)
    tram = ears.told_by("Orchard Radio", title=TRAM)
    merge_stories(into=tram, other=flood, reason="One event.", actor=cast.cleo.actor)
    assert _grows(cast, ears, tram) == []


def test_that_it_breaks_is_told_once(cast: Cast, ears: Ears, noon: Clock) -> None:
    story = ears.told_by("The Alder Post")
    follow(campaign=cast.campaign, kind="story", thing_id=story.pk, actor=cast.ben.actor)
    for outlet in ("Ellery Gazette", "Orchard Radio", "Daily Quern", "Wick Courier", "Harbour Radio", "East Side Ledger"):
        ears.told_by(outlet)
        noon.pass_by(minutes=3)
    assert [mail.to for mail in ears.mail()] == [[cast.ben.account.email]]
    tram = ears.told_by("Marsh Weekly", title=TRAM)
    merge_stories(into=tram, other=story, reason="One event.", actor=cast.cleo.actor)
    assert _grows(cast, ears, tram) == []
    assert Notice.objects.filter(topic="breaks").count() == 1
