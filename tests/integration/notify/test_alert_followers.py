"""Who follows words, a place, a pillar or a community hears of a story at once, when a second outlet tells it by itself."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.notify.conftest import FLOOD, Clock, Ears
from tests.stages import ratified

from groundswell.kit.actor import machine
from groundswell.notify.models import Delivery, Notice
from groundswell.notify.services import choose, follow, mute
from groundswell.pulse.log import record
from groundswell.wire.events import StoryGrown
from groundswell.wire.models import Item, Source
from groundswell.wire.services.hands import split_story
from groundswell.wire.services.undoing import undo_change


def _follow(cast: Cast, words: str = "marrow bridges", **more: Any) -> None:
    follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor, **more)


def test_words_in_any_form_lead_there_with_the_reason(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    ears.told_by("The Alder Post", "Ellery Gazette")
    (mail,) = ears.mail()
    assert mail.to == [cast.ben.account.email]
    assert mail.subject == FLOOD
    assert "Why you: you follow marrow bridges (in the story: Bridge, Marrow)." in mail.body
    assert f"/ellery/wire/{Notice.objects.get().thing_id}/" in mail.body


def test_one_outlet_is_not_enough_and_waits_for_the_digest(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    ears.told_by("The Alder Post")
    assert ears.mail() == []
    assert Notice.objects.get().pace == "digest"


def test_the_second_outlet_raises_what_waited(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    ears.told_by("The Alder Post")
    assert ears.mail() == []
    ears.told_by("Ellery Gazette")
    assert len(ears.mail()) == 1
    assert Notice.objects.get().pace == "now"


def test_nobody_gets_a_story_twice(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    _follow(cast, "flood")
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert len(ears.mail()) == 1
    ears.told_by("Orchard Radio", "Daily Quern", "Wick Courier")
    assert ears.mail() == []
    assert Notice.objects.count() == 1


def test_a_copy_is_no_second_outlet(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    ears.told_by("The Alder Post", "Ellery Gazette", words="the same words in both papers, to the last comma")
    assert ears.mail() == []
    assert Notice.objects.get().pace == "digest"


def test_a_source_that_is_not_counted_is_no_outlet(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    ears.told_by("Ellery Gazette", title="Tram derailed at Wick market")
    Source.objects.update(counts=False)  # satire
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert ears.mail() == []


def test_old_news_wakes_nobody(cast: Cast, ears: Ears, noon: Clock) -> None:
    _follow(cast)
    ears.told_by("The Alder Post", "Ellery Gazette")
    noon.pass_by(hours=25)
    assert ears.mail() == []
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("words", "is_told"), [("Marrow Bridge", True), ("Marrow Tower", False)])
def test_a_place_is_meant_when_all_its_words_are_there(cast: Cast, ears: Ears, words: str, is_told: bool) -> None:
    follow(campaign=cast.campaign, kind="place", words=words, actor=cast.ben.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert len(ears.mail()) == is_told


def test_a_pillar_leads_to_those_who_follow_it(cast: Cast, ears: Ears) -> None:
    water = ratified(cast)[0]
    follow(campaign=cast.campaign, kind="pillar", thing_id=water.pk, actor=cast.cleo.actor)
    ears.told_by("The Alder Post", "Ellery Gazette", title="No water to drink at Harrow school")
    (mail,) = ears.mail()
    assert "Why you: you follow Water you can drink." in mail.body


def test_a_community_leads_to_its_followers_at_once_and_to_its_members_in_the_digest(cast: Cast, ears: Ears) -> None:
    follow(campaign=cast.campaign, kind="community", thing_id=cast.ferry.pk, actor=cast.ada.actor)
    ears.told_by("The Alder Post", "Ellery Gazette", title="Ferry Street loses its only baker")
    (mail,) = ears.mail()
    assert mail.to == [cast.ada.account.email]
    waiting = Notice.objects.filter(pace="digest", topic="story")
    assert set(waiting.values_list("member__person__name", "because")) == {("Ben", "member"), ("Cleo", "member")}


def test_a_muted_story_is_not_told_and_what_waits_is_held_back(cast: Cast, ears: Ears, recorded: Any) -> None:
    _follow(cast)
    story = ears.told_by("The Alder Post", "Ellery Gazette")
    ears.hear()
    mute(campaign=cast.campaign, kind="story", thing_id=story.pk, actor=cast.ben.actor)
    assert ears.mail() == []
    assert set(Delivery.objects.values_list("state", "why")) == {("dropped", "muted")}
    assert recorded()[-1] == "notify.thing_muted"


def test_a_muted_source_alone_is_not_told(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    story = ears.told_by("The Alder Post", "Ellery Gazette")
    for item in story.items.all():
        mute(campaign=cast.campaign, kind="source", thing_id=item.source_id, actor=cast.ben.actor)
    assert ears.mail() == []
    ears.told_by("Orchard Radio")
    assert len(ears.mail()) == 1


def test_more_than_one_wanted_in_a_day_waits_for_the_digest(cast: Cast, ears: Ears) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, most_a_day=1)
    for words in ("marrow bridge", "harrow library"):
        _follow(cast, words)
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert len(ears.mail()) == 1
    ears.told_by("The Alder Post", "Ellery Gazette", title="Harrow library roof falls in a gale")
    assert ears.mail() == []
    assert sorted(Notice.objects.values_list("pace", flat=True)) == ["digest", "now"]


def test_what_is_said_to_have_happened(cast: Cast, ears: Ears, recorded: Any) -> None:
    _follow(cast)
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert [kind for kind in recorded() if kind.startswith("notify.")] == ["notify.follow_made", "notify.people_told"]


def test_a_story_put_in_order_by_hand_is_no_news(cast: Cast, ears: Ears) -> None:
    _follow(cast)
    story = ears.told_by("The Alder Post", "Ellery Gazette", "Marrow Times", "Radio Ferry")
    assert len(ears.mail()) == 1
    for _time in range(2):
        some = list(Item.objects.filter(story=story).order_by("position").values_list("pk", flat=True)[:2])
        change = split_story(story=story, items=some, reason="Two events.", actor=cast.cleo.actor)
        ears.hear()
        record(StoryGrown(added=1, items=2, outlets=2), actor=machine(cast.campaign.pk), subject=change.story)
        ears.hear()
        assert ears.mail() == []
        undo_change(change=change, actor=cast.cleo.actor)
