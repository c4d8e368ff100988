"""Puts together what a member's home says to them: what breaks for their communities, what became of what they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.communities.models import Community
from groundswell.communities.selectors import communities_of
from groundswell.kit.actor import Actor
from groundswell.responses.models import WorkingCopy
from groundswell.responses.selectors.lists import drafts
from groundswell.responses.selectors.own import Became, became_of
from groundswell.sharing.selectors.links import Travelled, links_travelled
from groundswell.wire.models import Story
from groundswell.wire.selectors.touches import stories_touching_any

FEW = 3


@dataclass(frozen=True, slots=True)
class Own:
    """A member's own part of the first page."""

    communities: Sequence[Community]
    stories: Sequence[Story]
    became: Became
    links: Sequence[Travelled]
    drafts: Sequence[WorkingCopy] = ()

    @property
    def has_done(self) -> bool:
        """Whether there is something to tell of what they did."""
        return bool(self.became.wrote or self.became.read or self.links)


def own_of(actor: Actor) -> Own:
    """Return a member's own part: ten queries at most, however much they did."""
    communities = list(communities_of(actor)[:50])
    stories = stories_touching_any(actor, [one.pk for one in communities], most=FEW) if communities else []
    return Own(communities, stories, became_of(actor), links_travelled(actor), drafts(actor)[:FEW])
