"""How far a story has come, for tests that begin in the middle of the loop; every stage goes through the services."""

from __future__ import annotations

from groundswell.communities.models import Community
from groundswell.communities.services import enter_community
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.models import Adoption, Response, Version
from groundswell.responses.services import adopt_version, compute_readiness, publish_version, rate_version, start_response
from groundswell.strategy.models import Pillar
from groundswell.wire.models import Story
from tests.cast import Cast, Player, player

WORDS = Content(
    title="Ask for the samples first",
    summary="Before the board votes on the pipes, it should read out what the pipes gave us last month.",
    body="The samples of last month are in the board's own drawer [1].\n\nAsk for them tonight.",
    pillars=(Serves(1, "It asks for the measurement, not for blame."),),
    sources=(Source("Agenda of the water board, item 6", "https://water.example/agenda/6"),),
)


def pillar(cast: Cast, number: int = 1, title: str = "Water you can drink") -> Pillar:
    """A ratified pillar."""
    at = now()
    return Pillar.objects.create(
        campaign=cast.campaign, number=number, title=title, promise=title, state="ratified", drafted_at=at, ratified_at=at
    )


def story(cast: Cast, title: str = "Water board votes tonight") -> Story:
    """A story on the wire."""
    at = now()
    return Story.objects.create(campaign=cast.campaign, title=title, first_at=at, last_at=at, created_at=at)


def started(cast: Cast, words: Content = WORDS) -> Response:
    """Cleo has begun an answer."""
    if not Pillar.objects.filter(number=1).exists():
        pillar(cast)
    return start_response(story=story(cast), content=words, actor=cast.cleo.actor)


def published(cast: Cast, words: Content = WORDS) -> Version:
    """Cleo has published it: version 1."""
    response = started(cast, words)
    return publish_version(response=response, revision=1, actor=cast.cleo.actor)


def neighbours(cast: Cast, community: Community, names: str) -> list[Player]:
    """New members who are in one community."""
    found = [player(cast.campaign, name) for name in names.split()]
    for one in found:
        enter_community(community=community, actor=one.actor)
    return found


def ready(cast: Cast, words: Content = WORDS) -> Version:
    """Four readers of each community find it helpful: it is ready."""
    version = published(cast, words)
    readers = neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(cast, cast.orchard, "Oda Olaf Omar Otto")
    for reader in readers:
        rate_version(version=version, value="yes", actor=reader.actor)
    assert compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready
    return version


def adopted(cast: Cast, words: Content = WORDS) -> Adoption:
    """Ben took it for Ferry Street, as it is."""
    return adopt_version(version=ready(cast, words), community=cast.ferry, actor=cast.ben.actor)
