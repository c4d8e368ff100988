"""An answer waits for a community that, going by earlier answers, may see it otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.cast import Cast, Player
from tests.stages import WORDS, neighbours, ratified, story

from groundswell.communities.models import Community
from groundswell.communities.services import found_community
from groundswell.kit.actor import machine
from groundswell.responses.models import Readiness, Version
from groundswell.responses.selectors.judging import explained
from groundswell.responses.services import compute_readiness, publish_version, rate_version, start_response


def _published(cast: Cast, number: int) -> Version:
    words = replace(WORDS, title=f"{WORDS.title} ({number})")
    response = start_response(story=story(cast, f"Water board votes, part {number}"), content=words, actor=cast.cleo.actor)
    return publish_version(response=response, revision=1, actor=cast.cleo.actor)


def _rated(cast: Cast, version: Version, said: dict[str, list[Player]]) -> Readiness:
    for value, readers in said.items():
        for reader in readers:
            rate_version(version=version, value=value, actor=reader.actor)
    return compute_readiness(version=version, actor=machine(cast.campaign.pk))


def _three_communities(cast: Cast) -> tuple[list[Player], list[Player], list[Player], Community]:
    """Ferry Street and the orchard see eight answers the same way, the mill the other way."""
    ratified(cast)
    mill = found_community(name="The mill", actor=cast.ben.actor)
    ferry, orchard = neighbours(cast, cast.ferry, "Fay Finn Flo Fred"), neighbours(cast, cast.orchard, "Oda Olaf Omar Otto")
    millers = neighbours(cast, mill, "Mia Milo Mara")
    for number in range(8):
        liked, not_liked = (ferry[:3] + orchard[:3], millers) if number % 2 else (millers, ferry[:3] + orchard[:3])
        _rated(cast, _published(cast, number), {"yes": liked, "no": not_liked})
    return ferry, orchard, millers, mill


def test_it_waits_for_who_usually_sees_it_otherwise_until_they_say_themselves(
    cast: Cast, recorded: Callable[[], list[str]]
) -> None:
    ferry, orchard, millers, mill = _three_communities(cast)
    version = _published(cast, 9)
    found = _rated(cast, version, {"yes": ferry + orchard})
    assert not found.ready and found.score < 0.6
    assert ["expected_under", str(mill.pk), 3] in found.report["missing"]
    words = "By earlier answers The mill may see it otherwise: 3 more readers from there, and its own word counts."
    assert words in explained(found, 0.6).missing
    found = _rated(cast, version, {"yes": [*millers, *neighbours(cast, mill, "Max")]})
    assert found.ready
    assert found.report["missing"] == []
    assert recorded()[-1:] == ["responses.version_became_ready"]


def test_it_does_not_wait_for_a_community_that_sleeps(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    ferry, orchard, _, mill = _three_communities(cast)
    Community.objects.filter(pk=mill.pk).update(asleep_since=cast.campaign.created_at)
    assert _rated(cast, _published(cast, 9), {"yes": ferry + orchard}).ready
    assert recorded()[-1:] == ["responses.version_became_ready"]
