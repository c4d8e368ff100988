"""A campaign that stands on two ratified pillars, and a tactic to try."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from tests.cast import Cast

from groundswell.kit.clock import now
from groundswell.strategy.models import Pillar, Tactic
from groundswell.strategy.services.pillars import PillarWords, draft_pillar, ratify_pillars
from groundswell.strategy.services.tactics import TacticWords, propose_tactic

WATER = PillarWords("Water you can drink", "Every tap in Ellery runs clean.", "We measured it.", "We never trade it away.")
HOMES = PillarWords("A home you can keep", "Nobody is moved out for a higher rent.")


@pytest.fixture
def pillars(cast: Cast) -> list[Pillar]:
    """Two pillars, drafted and ratified by Ada."""
    for words in (WATER, HOMES):
        draft_pillar(campaign=cast.campaign, words=words, actor=cast.ada.actor)
    return ratify_pillars(campaign=cast.campaign, actor=cast.ada.actor)


@pytest.fixture
def words() -> TacticWords:
    """A guess that can turn out wrong."""
    return TacticWords(
        what="Read the water samples out loud at the board",
        measure="people at the next meeting",
        by_how_much="20 more than last time",
        by_when=(now() + datetime.timedelta(days=30)).date(),
    )


@pytest.fixture
def tactic(cast: Cast, pillars: list[Pillar], words: TacticWords) -> Tactic:
    """A tactic for Ferry Street, proposed by Ben who hosts there."""
    return propose_tactic(pillar=pillars[0], community=cast.ferry, words=words, actor=cast.ben.actor)


@pytest.fixture
def other_words(words: TacticWords) -> TacticWords:
    """The same guess, tried otherwise."""
    return replace(words, what="Read the water samples out loud at the market")
