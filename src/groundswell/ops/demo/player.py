"""Lets the demo's people go on living: reads its feeds, and does what is due, through the services people use."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db import connections, transaction

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.models import Community
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.ops.demo import replay
from groundswell.ops.demo.reading import read_sources
from groundswell.ops.demo.texts import read
from groundswell.people.models import Member
from groundswell.people.selectors import present_actor
from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.models import Version
from groundswell.responses.services import publish_version, rate_version, start_response
from groundswell.sharing.models import PassOn, Visit
from groundswell.sharing.services import pass_further, record_visit
from groundswell.strategy.models import Pillar
from groundswell.wire.feeds.schedule import SHORTEST
from groundswell.wire.ground import seen
from groundswell.wire.models import Feed, GroundReport, Item
from groundswell.wire.models import Source as Outlet
from groundswell.wire.services.confirming import confirm_report
from groundswell.wire.services.reporting import report_ground
from groundswell.wire.services.sources import add_feed, resume_source

_WAITS = 300.0  # seconds a deed waits for what it is about, then it is left out
_HAND_EVERY = 40.0  # seconds between two hands of the chain that goes on by itself
_MOST_HANDS = 200

log = structlog.get_logger("groundswell.demo")


def play(stop: threading.Event) -> None:
    """Play an episode until told to stop; a deed that fails is left out, and the rest goes on."""
    try:
        Player(replay.begin()).run(stop)
    finally:
        connections.close_all()


class Player:
    """One episode, and how far it is."""

    def __init__(self, playing: replay.Playing) -> None:
        self._playing = playing
        self._deeds = list(playing.episode["deeds"])
        self._hands = 0
        self._next_hand = playing.began + 20.0
        self._does: dict[str, Callable[[Campaign, dict[str, Any]], None]] = {
            "report": self._report,
            "see": self._see,
            "answer": self._answer,
            "rate": self._rate,
        }

    def run(self, stop: threading.Event) -> None:
        """Look once a second."""
        campaign = campaign_at(read("valley")["slug"])
        if campaign is None:
            return
        with scope(campaign.pk):
            self._read_feeds(campaign)
        while not stop.wait(1.0):
            self.look(campaign)

    def look(self, campaign: Campaign) -> None:
        """Do what is due now."""
        lasted = time.time() - self._playing.began
        for deed in [deed for deed in self._deeds if deed["at"] <= lasted]:
            if self._try(campaign, deed) or lasted > deed["at"] + _WAITS:
                self._deeds.remove(deed)
        if time.time() >= self._next_hand and self._hands < _MOST_HANDS:
            self._next_hand, self._hands = time.time() + _HAND_EVERY, self._hands + 1
            self._try(campaign, {"what": "hand"}, self._pass_on)
            self._try(campaign, {"what": "feeds"}, lambda _campaign, _deed: self._keep_reading())

    def _try(
        self, campaign: Campaign, deed: dict[str, Any], does: Callable[[Campaign, dict[str, Any]], None] | None = None
    ) -> bool:
        try:
            with scope(campaign.pk), transaction.atomic():
                (does or self._does[deed["what"]])(campaign, deed)
        except (Item.DoesNotExist, GroundReport.DoesNotExist, Version.DoesNotExist):
            return False  # what it is about has not come yet
        except Exception:
            log.warning("demo_deed_left_out", what=deed["what"], exc_info=True)
        return True

    def _read_feeds(self, campaign: Campaign) -> None:
        """Let the wire read the feeds that the demo serves at the port it has today, and look at them now."""
        steward = _actor(campaign, read("members")["members"][0]["name"])
        for slug, name in replay.outlets().items():
            address = f"http://{settings.FETCH_ALLOW}/demo/feeds/{slug}.xml"
            outlet = Outlet.objects.get(name=name)
            Feed.objects.filter(source=outlet).exclude(address=address).delete()  # of an earlier start, at another port
            add_feed(source=outlet, address=address, actor=steward)
            resume_source(source=outlet, actor=steward)
        self._keep_reading()

    def _keep_reading(self) -> None:
        """Nobody waits a quarter of an hour in a demo: its feeds are read as often as any feed can be."""
        Feed.objects.filter(source__name__in=replay.outlets().values()).update(interval=SHORTEST)

    def _story_item(self) -> Item:
        first = self._playing.episode["items"][0]
        return Item.objects.select_related("story").get(title=first[2])

    def _report(self, campaign: Campaign, deed: dict[str, Any]) -> None:
        actor = _actor(campaign, deed["who"])
        what = seen(
            key=uuid.uuid4(), what=deed["words"], place=deed["place"], spot=None, is_exact=False, seen_at=None, now=now()
        )  # fmt: skip
        community = Community.objects.get(name=deed["community"])
        report_ground(seen=what, community=community, shows_name=True, actor=actor)

    def _see(self, campaign: Campaign, deed: dict[str, Any]) -> None:
        reports = GroundReport.objects.filter(member__person__name=deed["report_by"]).order_by("-reported_at")
        report = reports.first()
        if report is None:
            raise GroundReport.DoesNotExist
        confirm_report(report=report, actor=_actor(campaign, deed["who"]))

    def _answer(self, campaign: Campaign, deed: dict[str, Any]) -> None:
        pillar = Pillar.objects.get(title=deed["pillar"])
        content = Content(
            title=deed["title"],
            summary=deed["summary"],
            body=deed["body"].strip(),
            pillars=(Serves(pillar.number, deed["why"]),),
            sources=tuple(Source(title, url) for title, url in deed["sources"]),
        )
        story = self._story_item().story
        response = start_response(story=story, content=content, actor=_actor(campaign, deed["who"]))
        publish_version(response=response, revision=1, actor=_actor(campaign, deed["who"]))
        read_sources(machine(campaign.pk))

    def _rate(self, campaign: Campaign, deed: dict[str, Any]) -> None:
        title = next(one["title"] for one in self._playing.episode["deeds"] if one["what"] == "answer")
        version = Version.objects.get(title=title, number=1)
        rate_version(version=version, value="yes", actor=_actor(campaign, deed["who"]))

    def _pass_on(self, campaign: Campaign, deed: dict[str, Any]) -> None:
        """Somebody without an account opens a link of the long chain and takes one of their own."""
        links = list(PassOn.objects.filter(adoption__ended_at=None).order_by("-made_at")[:12])
        if links:
            parent = links[self._hands * 7 % len(links)]
            record_visit(campaign_id=campaign.pk, pass_on_id=parent.pk, kind=Visit.Kind.PERSON)
            pass_further(pass_on=parent, key=uuid.uuid4().hex, actor=Actor(campaign_id=campaign.pk))


def _actor(campaign: Campaign, name: str) -> Actor:
    member = Member.objects.get(person__name=name, left_at=None)
    return present_actor(campaign.pk, member.account_id)
