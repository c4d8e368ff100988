"""Which pillars and communities a story touches and why, what members say about it, and where it is shown."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import stages
from tests.cast import Cast
from tests.news import take_in

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.strategy.models import Pillar
from groundswell.wire.models import Item, Story, Touch
from groundswell.wire.selectors.touches import stories_touching
from groundswell.wire.services import find_touches, merge_stories, say_touches
from groundswell.wire.services.touching import recent_stories

WATER = {"title": "Brown water from taps on Ferry Street"}
MILL = {"title": "Mill sold to overseas fund", "source": "Daily Quern", "published": "2026-04-01"}
BOARD = {"title": "Water board elects a chair", "source": "Daily Quern", "published": "2026-05-30"}


@pytest.fixture
def pillar(cast: Cast) -> Pillar:
    return stages.ratified(cast)[0]  # Water you can drink: Every tap in Ellery runs clean.


def _taken_in(cast: Cast, row: dict[str, str]) -> Story:
    take_in(cast.campaign.pk, row)
    story = Item.objects.select_related("story").get(title=row["title"]).story
    find_touches(stories=[story.pk], campaign_id=cast.campaign.pk, actor=machine(cast.campaign.pk))
    return story


def _touched(story: Story) -> list[tuple[object, list[str]]]:
    return [(one.pillar or one.community, one.words) for one in Touch.objects.filter(story=story, touches=True).order_by("id")]


def test_words_in_common_touch_and_are_kept(cast: Cast, pillar: Pillar, recorded) -> None:
    story = _taken_in(cast, WATER)
    assert _touched(story) == [(pillar, ["water", "taps"]), (cast.ferry, ["ferry", "street"])]
    assert recorded()[-1] == "wire.touches_found"
    find_touches(stories=[story.pk], campaign_id=cast.campaign.pk, actor=machine(cast.campaign.pk))
    assert recorded().count("wire.touches_found") == 1  # nothing new


def test_members_correct_and_the_words_are_learnt(cast: Cast, pillar: Pillar, recorded) -> None:
    board = _taken_in(cast, BOARD)
    assert _touched(board) == []
    say_touches(story=board, pillar=pillar, touches=True, actor=cast.cleo.actor)
    ((touched, words),) = _touched(board)
    assert touched == pillar and words[0] == "water" and "board" in words
    assert recorded()[-1] == "wire.story_touch_said"
    later = _taken_in(cast, {"title": "Board of the water works meets", "published": "2026-05-01", "source": "Wick"})
    assert _touched(later) == [(pillar, ["water", "board"])]  # nobody said so of this one
    slide = _taken_in(cast, {"title": "Water slide opens in Hexley", "published": "2026-04-01", "source": "Wick"})
    assert _touched(slide) == []  # one word is chance
    for player in (cast.ben, cast.ada):
        say_touches(story=later, pillar=pillar, touches=False, actor=player.actor)
    assert _touched(later) == []
    again = _taken_in(cast, {"title": "Water and a board of cheese", "published": "2026-03-01", "source": "Wick"})
    assert _touched(again) == []


def test_what_the_machine_did_not_see_is_learnt_from_the_title(cast: Cast, pillar: Pillar) -> None:
    first = _taken_in(cast, {"title": "Turbines stop at the sluice gate in winter water"})
    say_touches(story=first, pillar=pillar, touches=True, actor=cast.cleo.actor)
    for player in (cast.ben, cast.ada):
        say_touches(story=first, pillar=pillar, touches=True, actor=player.actor)
    later = _taken_in(cast, {"title": "Sluice turbine sold abroad", "source": "Wick", "published": "2026-05-02"})
    assert _touched(later) == [(pillar, ["sluice", "turbine"])]


def test_a_word_of_many_stories_says_little(cast: Cast, pillar: Pillar) -> None:
    for number in range(12):
        own = " ".join(f"{'abcdefghijkl'[number]}{part}ra" for part in ("bol", "dun", "fem", "gis", "kup"))
        told = {
            "title": f"Taps {own}",
            "lead": own,
            "published": f"2026-02-{number + 1:02}",
            "link": f"https://a.example/{number}",
        }
        take_in(cast.campaign.pk, told)
    assert Story.objects.count() == 12
    story = _taken_in(cast, {"title": "Water and tap dance at the fair", "source": "Wick", "published": "2026-05-30"})
    assert _touched(story) == []


def test_stories_touch_by_the_stems_of_their_own_language(cast: Cast) -> None:
    Campaign.objects.filter(pk=cast.campaign.pk).update(languages=["en", "es"])
    Community.objects.filter(pk=cast.ferry.pk).update(name="Calle de los Transbordadores")
    story = _taken_in(cast, {"title": "La calle del transbordador cierra por obras", "source": "La Voz"})
    assert _touched(story) == [(cast.ferry, ["calle", "transbordador"])]


def test_the_newer_word_of_a_member_counts(cast: Cast, pillar: Pillar) -> None:
    story = _taken_in(cast, WATER)
    for touches in (False, True, False):
        say_touches(story=story, community=cast.ferry, touches=touches, actor=cast.cleo.actor)
    touch = Touch.objects.get(story=story, community=cast.ferry)
    assert (touch.yes, touch.no, touch.touches) == (0, 1, False)


def test_what_was_said_goes_along_when_stories_become_one(cast: Cast, pillar: Pillar) -> None:
    mill, water = _taken_in(cast, MILL), _taken_in(cast, WATER)
    say_touches(story=mill, community=cast.orchard, touches=True, actor=cast.cleo.actor)
    merge_stories(into=water, other=mill, reason="One event.", actor=cast.cleo.actor)
    find_touches(stories=[water.pk, mill.pk], campaign_id=cast.campaign.pk, actor=machine(cast.campaign.pk))
    assert cast.orchard in [thing for thing, _words in _touched(water)]
    assert stories_touching(cast.visitor, community=cast.orchard) == [water]


def test_a_new_community_looks_back(cast: Cast) -> None:
    take_in(cast.campaign.pk, WATER)
    stories = recent_stories(campaign_id=cast.campaign.pk)
    find_touches(stories=stories, campaign_id=cast.campaign.pk, actor=machine(cast.campaign.pk))
    assert [touch.community for touch in Touch.objects.filter(touches=True)] == [cast.ferry]


def test_members_say_and_the_machine_finds(cast: Cast, pillar: Pillar) -> None:
    story = _taken_in(cast, BOARD)
    for actor in (cast.visitor, cast.dan.actor):
        with pytest.raises(NotHere):
            say_touches(story=story, pillar=pillar, touches=True, actor=actor)
    with pytest.raises(NotHere):
        find_touches(stories=[story.pk], campaign_id=cast.campaign.pk, actor=cast.ada.actor)


def test_pages_show_what_touches_and_why(cast: Cast, pillar: Pillar, client: Client) -> None:
    story = _taken_in(cast, WATER)
    page = f"/ellery/wire/{story.pk}/"
    text = client.get(page).content.decode()
    assert "Words in common: water, taps." in text and "Yes, it does" not in text
    client.force_login(cast.cleo.account)
    assert "Yes, it does" in client.get(page).content.decode()
    said = {"target": f"community:{cast.ferry.pk}", "touches": "no"}
    assert client.post(f"{page}touches/", said)["Location"] == f"{page}#touches"
    assert "one says no" in client.get(page, {"part": "touches"}).content.decode()
    assert story.title not in client.get("/ellery/communities/ferry-street/").content.decode()
    assert story.title in client.get(f"/ellery/strategy/pillars/{pillar.number}/").content.decode()
    assert client.post(f"{page}touches/", {"target": f"pillar:{story.pk}", "touches": "no"}).status_code == 404


def test_a_pillar_and_a_community_are_feeds(cast: Cast, pillar: Pillar, client: Client) -> None:
    story = _taken_in(cast, WATER)
    _taken_in(cast, BOARD)
    for target in (f"pillar:{pillar.pk}", f"community:{cast.ferry.pk}"):
        whole = ET.fromstring(client.get("/ellery/wire/feed.atom", {"touches": target}).content)  # noqa: S314 (our own)
        titles = [
            entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in whole.iter("{http://www.w3.org/2005/Atom}entry")
        ]
        assert titles == [story.title]
    assert client.get("/ellery/wire/feed.atom", {"touches": f"pillar:{story.pk}"}).status_code == 404


def test_a_story_page_costs_the_same_however_much_it_touches(cast: Cast, pillar: Pillar, client: Client) -> None:
    client.force_login(cast.cleo.account)
    story = _taken_in(cast, BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/ellery/wire/{story.pk}/")
    for community in (cast.ferry, cast.orchard):
        say_touches(story=story, community=community, touches=True, actor=cast.cleo.actor)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/ellery/wire/{story.pk}/")
    assert len(many) == len(few) <= 32
