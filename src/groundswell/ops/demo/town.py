"""What the demo has made so far, by the names its texts use, and the order in which it happened."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.kit import clock
from groundswell.kit.actor import Actor, machine
from groundswell.people.models import Member
from groundswell.people.selectors import present_actor
from groundswell.responses.models import Version
from groundswell.strategy.models import Pillar
from groundswell.wire.services.stream import CampaignStream


@dataclass
class Town:
    """The campaign with its people and communities, and what is still to happen in it."""

    campaign: Campaign
    made_at: datetime
    members: dict[str, Member] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    hosts: dict[str, str] = field(default_factory=dict)
    stories: dict[str, uuid.UUID] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    _deeds: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    @cached_property
    def stream(self) -> CampaignStream:
        """The campaign's stream of stories, read once."""
        return CampaignStream(self.campaign.pk)

    @cached_property
    def pillars(self) -> dict[str, Pillar]:
        """The pillars by title."""
        return {pillar.title: pillar for pillar in Pillar.objects.all()}

    @property
    def machine(self) -> Actor:
        """The program, acting in this campaign."""
        return machine(self.campaign.pk)

    def actor(self, name: str) -> Actor:
        """Return who someone is right now, roles read afresh."""
        return present_actor(self.campaign.pk, self.members[name].account_id)

    def ago(self, hours: float) -> datetime:
        """Return the moment so many hours before the demo is made; nothing happens after that."""
        return self.made_at - timedelta(hours=max(hours, 0.02))

    def on(self, hours_ago: float, deed: Callable[[], object]) -> None:
        """Let something happen at its time."""
        self._deeds.append((self.ago(hours_ago), len(self._deeds), deed))

    def happen(self) -> None:
        """Let everything happen in order, each deed at its own moment; a deed may bring further ones about."""
        while self._deeds:
            self._deeds.sort(key=lambda deed: deed[:2])
            due, self._deeds = self._deeds, []
            for number, (moment, _order, deed) in enumerate(due):
                with clock.at(moment):
                    deed()
                if self._deeds:
                    self._deeds += due[number + 1 :]
                    break
