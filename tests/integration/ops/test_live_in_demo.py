"""The demo: a history that makes sense when it is made, and people who go on living in it while it runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from django.conf import settings
from django.test import Client

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.models import Community
from groundswell.juries.models import Jury
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.ops.demo import fill, news, player, replay
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town
from groundswell.people.models import Member
from groundswell.people.selectors import present_actor
from groundswell.responses.models import Challenge, Rating, Readiness, Response, Variant, Version
from groundswell.responses.services import compute_readiness, rate_version
from groundswell.strategy.models import Tactic
from groundswell.wire.models import Feed, GroundReport, Item, Story

STORIES = read("stories")["stories"]


@pytest.fixture
def orle(db: None) -> Iterator[Campaign]:
    fill()
    campaign = campaign_at("orle")
    assert campaign is not None
    with scope(campaign.pk):
        yield campaign


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"HOME": tmp_path, "DEMO": True, "FETCH_ALLOW": "127.0.0.1:8000"}.items():
        monkeypatch.setattr(settings, name, value)
    return tmp_path


def test_its_history_holds_every_state_and_one_answer_lacks_one_reader(orle: Campaign) -> None:
    assert Member.objects.count() == 60 and Community.objects.count() == 12
    told = {Item.objects.get(title=story["items"][0][2]).story_id for story in STORIES}
    assert len(told) == len(STORIES) == 25 == Story.objects.count(), "every story is one, and no two are the same"
    assert set(Tactic.objects.values_list("state", flat=True)) == {"proposed", "running", "kept", "dropped"}
    assert Response.objects.filter(newest=None).exists() and Response.objects.exclude(forked_from=None).exists()
    assert Variant.objects.count() == 6 and Challenge.objects.count() == 3
    _see_juries()
    assert Version.objects.filter(number=2).exists() and GroundReport.objects.filter(item=None).count() == 0
    ready = set(Readiness.objects.filter(ready=True).values_list("version__title", flat=True))
    assert {"Count again, on a night the road is open", "Five means five", "Clear the grate before you mend the road"} <= ready
    assert not _future()
    _see_one_answer_lacks_one_reader(orle)
    fill()
    assert Member.objects.count() == 60, "it is made once"


def _future() -> bool:
    return Version.objects.filter(published_at__gt=now()).exists() or Rating.objects.filter(rated_at__gt=now()).exists()


def _see_juries() -> None:
    ended, sits = Jury.objects.order_by("pk")
    assert (ended.state, ended.verdict, ended.size, sits.state) == ("closed", "mend", 7, "sits")
    assert ended.deed and sits.deed, "the seed comes from what happened after the call"
    assert ended.forgotten_at and not ended.seats.exclude(member=None).exists()
    assert sits.seats.exclude(verdict="").count() == 3 and sits.closes_at and sits.closes_at > now()


def _see_one_answer_lacks_one_reader(orle: Campaign) -> None:
    version = Version.objects.get(title="A wound does not wait for Monday")
    assert not Readiness.objects.get(version=version).ready
    cleo = Member.objects.get(person__name="Cleo")
    rate_version(version=version, value="yes", actor=present_actor(orle.pk, cleo.account_id))
    compute_readiness(version=version, actor=machine(orle.pk))
    assert Readiness.objects.get(version=version).ready


def test_each_episode_is_lived_to_its_end(orle: Campaign, home: Path) -> None:
    for number in range(len(read("replay")["episodes"])):
        _see_episode(orle, number)
    _see_feeds_at_the_present_port(orle)


def _see_episode(orle: Campaign, number: int) -> None:
    stories = Story.objects.count()
    episode = read("replay")["episodes"][number]
    one = player.Player(replay.Playing(number, time.time() - 1_000))
    one.look(orle)
    answer = next(deed for deed in episode["deeds"] if deed["what"] == "answer")
    assert not Version.objects.filter(title=answer["title"]).exists(), "an answer waits for its story"
    town = Town(orle, now())
    for place, (_due, source, title, lead) in enumerate(episode["items"]):
        news.take_in(town, episode["key"], place, source=source, title=title, lead=lead)
    waiting = player.Player(replay.Playing(number, time.time() - 1_000))
    waiting.look(orle)
    version = Version.objects.get(title=answer["title"])
    raters = [deed["who"] for deed in episode["deeds"] if deed["what"] == "rate"]
    assert Rating.objects.filter(version=version).count() == len(raters)
    compute_readiness(version=version, actor=machine(orle.pk))
    assert Readiness.objects.get(version=version).ready
    assert version.response.story_id == town.stories[episode["key"]] and Story.objects.count() == stories + 1


def _see_feeds_at_the_present_port(orle: Campaign) -> None:
    one = player.Player(replay.begin())
    for port in (8000, 8001):
        settings.FETCH_ALLOW = f"127.0.0.1:{port}"
        one._read_feeds(orle)
        addresses = set(Feed.objects.values_list("address", flat=True))
        assert addresses == {f"http://127.0.0.1:{port}/demo/feeds/{slug}.xml" for slug in replay.outlets()}


def test_each_start_plays_the_next_episode(home: Path) -> None:
    assert replay.playing() is None
    played = [replay.begin().number for _turn in range(4)]
    assert played == [0, 1, 2, 3] and replay.playing() is not None
    assert replay.Playing(99, 0.0).episode["items"] == [], "after the last nothing breaks any more"
    (home / "replay.json").write_text("{", encoding="utf-8")
    assert replay.begin().number == 0


def test_a_feed_holds_what_is_told_by_now(client: Client, db: None, home: Path) -> None:
    replay.begin()
    (first, second) = read("replay")["episodes"][0]["items"][:2]
    time.sleep(1.1)  # the first item is due one second after the start
    page = client.get(f"/demo/feeds/{replay.slug(first[1])}.xml")
    assert page.headers["Content-Type"].startswith("application/rss+xml")
    found = feedparser.parse(page.content)
    assert not found.bozo and [one.title for one in found.entries] == [first[2]]
    later = feedparser.parse(client.get(f"/demo/feeds/{replay.slug(second[1])}.xml").content)
    assert later.feed.title == second[1] and later.entries == []
    assert client.get("/demo/feeds/nobody.xml").status_code == 404
