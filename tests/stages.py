"""How far a story has come, for tests that begin in the middle of the loop; every stage goes through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from groundswell.communities.models import Community
from groundswell.communities.services import enter_community
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.people.selectors import present_actor
from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.models import Adoption, Challenge, Letter, Proposal, Question, Rating, Response, Variant, Version
from groundswell.responses.services import (
    adopt_version,
    ask_question,
    challenge_version,
    compute_readiness,
    fork_version,
    propose_merge,
    publish_version,
    rate_version,
    save_working_copy,
    start_response,
    write_letter,
    write_variant,
)
from groundswell.strategy.models import Pillar
from groundswell.strategy.services.pillars import PillarWords, draft_pillar, ratify_pillars
from groundswell.wire.models import Item, Story
from tests.cast import Cast, Player, player
from tests.news import take_in

WORDS = Content(
    title="Ask for the samples first",
    summary="Before the board votes on the pipes, it should read out what the pipes gave us last month.",
    body="The samples of last month are in the board's own drawer [1].\n\nAsk for them tonight.",
    pillars=(Serves(1, "It asks for the measurement, not for blame."),),
    sources=(Source("Agenda of the water board, item 6", "https://water.example/agenda/6"),),
)


PILLARS = (
    PillarWords("Water you can drink", "Every tap in Ellery runs clean."),
    PillarWords("A home you can keep", "Nobody is moved out for a higher rent."),
)


def ratified(cast: Cast) -> list[Pillar]:
    """Two pillars, drafted and ratified by Ada; asked for again, the same two."""
    if not Pillar.objects.exists():
        for words in PILLARS:
            draft_pillar(campaign=cast.campaign, words=words, actor=cast.ada.actor)
        ratify_pillars(campaign=cast.campaign, actor=cast.ada.actor)
    return list(Pillar.objects.order_by("number"))


def story(cast: Cast, title: str = "Water board votes tonight") -> Story:
    """A story on the wire, of one item."""
    take_in(cast.campaign.pk, {"title": title})
    return Item.objects.select_related("story").get(title=title).story


def started(cast: Cast, words: Content = WORDS) -> Response:
    """Cleo has begun an answer."""
    ratified(cast)
    return start_response(story=story(cast), content=words, actor=cast.cleo.actor)


def published(cast: Cast, words: Content = WORDS) -> Version:
    """Cleo has published it: version 1."""
    response = started(cast, words)
    return publish_version(response=response, revision=1, actor=cast.cleo.actor)


def neighbours(cast: Cast, community: Community, names: str) -> list[Player]:
    """Members who joined three weeks ago and are in one community: what they rate counts."""
    with clock.at(clock.now() - timedelta(days=21)):
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


def ready_again(cast: Cast, title: str) -> Version:
    """A second answer of Cleo's to the same story; the readers of the first find it helpful, too: it is ready."""
    standing = Story.objects.order_by("pk").first()
    assert standing is not None
    response = start_response(story=standing, content=replace(WORDS, title=title), actor=cast.cleo.actor)
    version = publish_version(response=response, revision=1, actor=cast.cleo.actor)
    for rating in Rating.objects.exclude(version=version).select_related("member"):
        rate_version(version=version, value="yes", actor=present_actor(cast.campaign.pk, rating.member.account_id))
    assert compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready
    return version


def adopted(cast: Cast, words: Content = WORDS) -> Adoption:
    """Ben took it for Ferry Street, as it is."""
    return adopt_version(version=ready(cast, words), community=cast.ferry, actor=cast.ben.actor)


def next_version(cast: Cast, version: Version, title: str = "Ask tonight") -> Version:
    """Cleo has published a newer version, which nobody has read yet."""
    revision = version.response.working_copies.get().revision
    words = replace(WORDS, title=title)
    copy = save_working_copy(response=version.response, content=words, revision=revision, actor=cast.cleo.actor)
    return publish_version(response=version.response, revision=copy.revision, actor=cast.cleo.actor)


def second_version(cast: Cast, version: Version, title: str = "Ask for the samples, then vote") -> Version:
    """Cleo has published a newer version of the same answer, and the same readers find it helpful: it is ready."""
    newer = next_version(cast, version, title)
    for rating in version.ratings.select_related("member"):
        account = rating.member.account_id
        rate_version(version=newer, value="yes", actor=present_actor(cast.campaign.pk, account))
    assert compute_readiness(version=newer, actor=machine(cast.campaign.pk)).ready
    return newer


def forked(cast: Cast, version: Version, title: str = "Ask for the samples now") -> Version:
    """Ada has published a version of her own from it."""
    fork = fork_version(version=version, actor=cast.ada.actor)
    copy = save_working_copy(response=fork, content=replace(WORDS, title=title), revision=1, actor=cast.ada.actor)
    return publish_version(response=fork, revision=copy.revision, actor=cast.ada.actor)


def proposed(cast: Cast) -> Proposal:
    """Ada proposes her title to Cleo."""
    first = published(cast)
    version, actor = forked(cast, first), cast.ada.actor
    return propose_merge(response=first.response, version=version, onto_number=1, decided=[], actor=actor)


def said(cast: Cast, version: Version | None = None, text: str = "Ask for the samples tonight.") -> Variant:
    """Cleo has put it into words for a text message."""
    return write_variant(version=version or published(cast), channel="sms", text=text, actor=cast.cleo.actor)


def put_into_spanish(cast: Cast, version: Version | None = None) -> Variant:
    """Ben has put the whole answer into Spanish."""
    return write_variant(
        version=version or published(cast),
        channel="whole",
        language="es",
        subject="Primero las muestras",
        summary="Antes de votar, que lean las muestras.",
        text="Están en el cajón [1].",
        actor=cast.ben.actor,
    )


def challenged(cast: Cast, version: Version | None = None, reason: str = "The drawer was emptied in March.") -> Challenge:
    """Ben says in public that a fact in it is wrong."""
    return challenge_version(version=version or published(cast), kind="fact", reason=reason, actor=cast.ben.actor)


def asked(cast: Cast, title: str = "Who pays for the new pipes?") -> Question:
    """Ben has written down what people ask him."""
    return ask_question(title=title, actor=cast.ben.actor)


def written(cast: Cast, version: Version | None = None, text: str = "Who opened the drawer?") -> Letter:
    """Ben has written to the authors."""
    return write_letter(response=(version or published(cast)).response, text=text, actor=cast.ben.actor)
