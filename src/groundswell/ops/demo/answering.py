"""The demo's answers: written, forked, published again, rated, adopted and passed on, each at its time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from groundswell.kit.actor import Actor
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town
from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.models import Adoption, Response, Version
from groundswell.responses.selectors.words import words_of_version
from groundswell.responses.services import (
    adopt_version,
    challenge_version,
    compute_readiness,
    fork_version,
    publish_version,
    rate_version,
    save_working_copy,
    start_response,
    write_variant,
)
from groundswell.sharing.models import PassOn, Visit
from groundswell.sharing.services import make_pass_on, note_talk, pass_further, record_visit
from groundswell.wire.models import Story

VALUES = ("yes", "partly", "no")
# Who passed an answer on to whom: (hand, parent hand). Hand 0 is the host's own link; the others have no account.
LONG = ((1, 0), (2, 0), (3, 1), (4, 1), (5, 3), (6, 3), (7, 5), (8, 0), (9, 8))
SHORT = ((1, 0), (2, 1))


def write(town: Town) -> None:
    """Let every answer be written at its time."""
    ago = {story["key"]: story["ago"] for story in read("stories")["stories"]}
    for one in read("answers")["answers"]:
        began = ago[one["story"]] - one["after"]
        town.on(began, partial(_write, town, one, began))


def _write(town: Town, one: dict[str, Any], began: float) -> None:
    response = _fork(town, one) if "fork_of" in one else _start(town, one)
    if not one.get("published", True):
        return
    revision = response.working_copies.get().revision
    version = publish_version(response=response, revision=revision, actor=town.actor(one["writer"]))
    town.versions[one["key"]] = version
    _have_said(town, one["key"], version, began)
    _have_rated(town, one, version, began)


def _have_said(town: Town, key: str, version: Version, began: float) -> None:
    """Let others put it into words for a channel, and say in public what is wrong with it."""
    for one in read("answers")["variants"]:
        if one["answer"] == key:
            more = {name: one[name] for name in ("language", "subject", "summary") if name in one}
            words = {"channel": one["channel"], "text": one["text"].strip(), **more}
            town.on(began - one["after"], partial(_put_into_words, town, version, one["who"], words))
    for one in read("answers")["challenges"]:
        if one["answer"] == key:
            words = {"kind": one["kind"], "reason": one["reason"]}
            town.on(began - one["after"], partial(_challenge, town, version, one["who"], words))


def _put_into_words(town: Town, version: Version, who: str, words: dict[str, str]) -> None:
    write_variant(version=version, actor=town.actor(who), **words)


def _challenge(town: Town, version: Version, who: str, words: dict[str, str]) -> None:
    challenge_version(version=version, actor=town.actor(who), **words)


def _have_rated(town: Town, one: dict[str, Any], version: Version, began: float) -> None:
    """Let its readers come one after the other, and what follows from them."""
    readers = [(name, value) for value in VALUES for name in one[value]]
    apart = min(0.4, began / 4 / max(len(readers), 1))  # hours between two readers
    for number, (name, value) in enumerate(readers, start=1):
        town.on(began - number * apart, partial(_rate, town, version, name, value))
    read_by = began - (len(readers) + 1) * apart
    town.on(read_by, lambda: compute_readiness(version=version, actor=town.machine))
    for number, adoption in enumerate(one.get("adopted", []), start=1):
        town.on(read_by - number * apart, partial(_adopt, town, version, adoption))
    if "better" in one:
        town.on(read_by - 20, partial(_improve, town, one, version))


def _rate(town: Town, version: Version, name: str, value: str) -> None:
    rate_version(version=version, value=value, actor=town.actor(name))


def content_of(town: Town, one: dict[str, Any]) -> Content:
    """Return the words of an answer as its writer types them."""
    return Content(
        title=one["title"],
        summary=one["summary"],
        body=one["body"].strip(),
        pillars=(Serves(town.pillars[one["pillar"]].number, one["why"]),),
        sources=tuple(Source(title, url) for title, url in one["sources"]),
    )


def _start(town: Town, one: dict[str, Any]) -> Response:
    story = Story.objects.get(pk=town.stories[one["story"]])
    return start_response(story=story, content=content_of(town, one), actor=town.actor(one["writer"]))


def _fork(town: Town, one: dict[str, Any]) -> Response:
    actor, before = town.actor(one["writer"]), town.versions[one["fork_of"]]
    response = fork_version(version=before, actor=actor)
    pillars = (Serves(town.pillars[one["pillar"]].number, one["why"]),)
    words = replace(words_of_version(before), title=one["title"], summary=one["summary"], pillars=pillars)
    actor = town.actor(one["writer"])
    save_working_copy(response=response, content=words, revision=response.working_copies.get().revision, actor=actor)
    return response


def _improve(town: Town, one: dict[str, Any], version: Version) -> None:
    """Publish a second version; half of the readers have come back to it so far."""
    actor, response = town.actor(one["writer"]), version.response
    words = replace(content_of(town, one), summary=one["better"])
    copy = save_working_copy(response=response, content=words, revision=response.working_copies.get().revision, actor=actor)
    newer = publish_version(response=response, revision=copy.revision, actor=actor)
    for name in one["yes"][::2]:
        rate_version(version=newer, value="yes", actor=town.actor(name))
    compute_readiness(version=newer, actor=town.machine)


def _adopt(town: Town, version: Version, one: dict[str, str]) -> None:
    community, host = town.communities[one["community"]], town.actor(town.hosts[one["community"]])
    adoption = adopt_version(version=version, community=community, words=one["words"], actor=host)
    _pass_on(town, adoption, host, LONG if one["words"] and version == town.versions.get("count") else SHORT)


def _pass_on(town: Town, adoption: Adoption, host: Actor, chain: tuple[tuple[int, int], ...]) -> None:
    """Let a first hand pass the answer on, and others who have no account after it."""
    hands: dict[int, PassOn] = {0: make_pass_on(adoption=adoption, actor=host)}
    note_talk(pass_on=hands[0], many=len(chain), actor=host)
    for hand, parent in chain:
        record_visit(campaign_id=town.campaign.pk, pass_on_id=hands[parent].pk, kind=Visit.Kind.PERSON)
        key = f"{adoption.pk} {hand}"
        hands[hand] = pass_further(pass_on=hands[parent], key=key, actor=Actor(campaign_id=town.campaign.pk))
