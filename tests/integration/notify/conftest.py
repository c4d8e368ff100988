"""A noon that stands still, news that just came in, and a reader of the pulse that needs no commit."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

import pytest
from tests.cast import Cast
from tests.news import entries

from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.notify import alerts, neighbours, sending
from groundswell.people.services import change_profile
from groundswell.pulse import consumers
from groundswell.pulse.models import PulseEvent
from groundswell.pulse.reading import Row
from groundswell.wire.models import Item, Story
from groundswell.wire.services import CampaignStream, take_in_items

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FLOOD = "Flood closes Marrow Bridge to all traffic"


@dataclass
class Clock:
    """The moment it is, until the test says otherwise."""

    at: datetime = NOON

    def now(self, zone: Any = None) -> datetime:
        """Stand in for ``datetime.now``."""
        return self.at

    def pass_by(self, **span: int) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is noon, and stays so."""
    held = Clock()
    monkeypatch.setattr(clock, "datetime", held)
    return held


def own_words(seed: str) -> str:
    """Return words that no other article has, so that none is a copy of another."""
    numbers = [crc32(f"{seed}{part}".encode()) for part in range(12)]
    return " ".join("".join(chr(97 + (number >> 5 * place) % 26) for place in range(6)) for number in numbers)


@dataclass
class Ears:
    """Reads to this room's consumers what happened since, in order, as the worker does after each commit."""

    cast: Cast
    mails: list[Any]
    heard: int = field(default=0)

    def hear(self) -> None:
        """Hand over what is new; what a consumer does itself is heard in the same call."""
        ours = [one for one in consumers.registered() if one.name.startswith("notify.") or one.name == "wire.touching"]
        while events := list(PulseEvent.objects.filter(seq__gt=self.heard).order_by("seq")):
            for event in events:
                self.heard = event.seq
                row = Row(**{name: getattr(event, name) for name in Row.__dataclass_fields__})
                for one in ours:
                    if row.kind in one.kinds:
                        one.handle(row)

    def mail(self) -> list[Any]:
        """Hear, send what is due, and return the mails that left since the last call."""
        self.hear()
        sending.send_due(self.cast.campaign.pk)
        found = list(self.mails)
        self.mails.clear()
        return found

    def told_by(self, *outlets: str, title: str = FLOOD, words: str = "") -> Story:
        """Let outlets tell one story, each in words of its own."""
        moment = clock.now() - timedelta(minutes=5)
        rows = [
            {
                "title": title,
                "source": outlet,
                "published": moment.isoformat(),
                "link": f"https://{number}.example/{outlet}/{title}/{words[:6]}".replace(" ", "-"),
                "lead": f"{title}. {words or own_words(f'{outlet}{title}')}",
            }
            for number, outlet in enumerate(outlets)
        ]
        stream = CampaignStream(self.cast.campaign.pk)
        take_in_items(entries=entries(*rows), stream=stream, actor=machine(self.cast.campaign.pk))
        return Item.objects.select_related("story").filter(title=title)[0].story


@pytest.fixture
def ears(cast: Cast, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch) -> Ears:
    """The room listens; the members of a community are told right away, not by a job."""

    def at_once(name: str, *, campaign_id: uuid.UUID, story_id: str) -> None:
        neighbours.tell_members(campaign_id=campaign_id, story_id=uuid.UUID(story_id))

    monkeypatch.setattr(alerts, "enqueue", at_once)
    return Ears(cast, mailoutbox)


@pytest.fixture
def knows(cast: Cast) -> Callable[..., None]:
    """Let somebody say what they know about: ``knows(cast.cleo, "bridges")``."""

    def say(player: Any, *subjects: str) -> None:
        change_profile(member=player.member, name=player.member.person.name, knows=subjects, actor=player.actor)

    return say
