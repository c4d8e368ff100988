"""Reads a version's readiness and says it in words: the line, who reaches it, what is missing and who could give it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.communities.models import Community
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.responses.models import Adoption, Challenge, Rating, Readiness, Version
from groundswell.responses.policies import ratings_visible_to

NO_HISTORY = "no_history"
LATELY = timedelta(days=14)  # older than this the news has moved on


@dataclass(frozen=True, slots=True)
class Share:
    """How one community reads a version."""

    name: str
    slug: str
    n: int
    mean: float
    lower: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A version's readiness as a page tells it."""

    ready: bool
    since: datetime | None
    line: float
    raters: int
    shares: tuple[Share, ...]
    missing: tuple[str, ...]
    no_history: bool
    turns: tuple[str, ...]
    reaches: tuple[str, ...]  # with which readers more it would be ready
    set_apart: tuple[str, ...]  # ratings that count as one, or not yet
    computed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many found a version helpful, partly helpful, not helpful."""

    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def all(self) -> int:
        """Everyone who rated."""
        return self.yes + self.partly + self.no


def explained(readiness: Readiness | None, line: float) -> Explained:
    """Return what a page says of a version's readiness: one query for the names of the communities."""
    if readiness is None:
        return Explained(False, None, line, 0, (), (_("Nobody has read it yet."),), False, (), (), (), None)
    report = readiness.report
    turns = report.get("turns", []) if readiness.ready else []
    reaches = [] if readiness.ready else report.get("reaches", [])
    wanted = [one["community"] for one in report["shares"]] + [one[1] for one in report["missing"] if one[1]]
    named = _named(wanted + [one[0] for one in [*turns, *reaches] if one[0]])
    shares = tuple(_share(one, named) for one in report["shares"] if one["community"] in named)
    missing = [one for one in report["missing"] if one[0] != NO_HISTORY]
    return Explained(
        ready=readiness.ready,
        since=readiness.ready_since,
        line=report["line"],
        raters=report["raters"],
        shares=shares,
        missing=tuple(_wanted(code, named.get(community), many) for code, community, many in missing),
        no_history=len(missing) < len(report["missing"]),
        turns=tuple(_turn(named[community], many) for community, many in turns if community in named),
        reaches=tuple(_reach(named.get(community), many) for community, many in reaches if not community or community in named),
        set_apart=tuple(_set_apart(report)),
        computed_at=readiness.computed_at,
    )


def readiness_of(version: Version) -> Readiness | None:
    """Return the last verdict on a version; None while nobody has judged it."""
    return Readiness.objects.filter(version=version).first()


def is_barred(version: Version) -> bool:
    """Whether a jury said that these words should not be ready, or a steward took them down: then no rating makes them so.

    It is the words that were judged: published again unchanged, as a fork or by somebody else, they are the same.
    """
    said = Challenge.objects.filter(version__content_hash=version.content_hash)
    return any(one.keeps_down or one.verdict == Challenge.Verdict.UNREADY for one in said)


def is_closed(version: Version) -> bool:
    """Whether nobody rates a version any more: a newer one is out, it is not ready, and no community speaks with it."""
    if version.response.newest_id == version.pk:
        return False
    ready = Readiness.objects.filter(version=version, ready=True)
    return not ready.exists() and not Adoption.objects.filter(version=version, ended_at=None).exists()


def to_look_at_again(*, most: int = 200) -> list[Version]:
    """Return the newest versions with ratings that count as one, or not yet, or barred, and published lately: one query."""
    apart = Q(readiness__report__waiting__gt=0) | Q(readiness__report__together__0__isnull=False)
    apart |= Q(readiness__report__missing__contains=[["barred"]])  # an appeal may have said otherwise of the same words
    lately = Version.objects.filter(apart, published_at__gte=now() - LATELY).select_related("response")
    return list(lately.order_by("-published_at")[:most])


def counts_of(version: Version) -> Counts:
    """Return the numbers of the ratings as they stand now."""
    value = {name: Count("pk", filter=Q(value=name)) for name in Rating.Value.values}
    return Counts(**Rating.objects.filter(version=version).aggregate(**value))


def own_rating(version: Version, actor: Actor) -> Rating | None:
    """Return what the actor said of a version."""
    if actor.member_id is None:
        return None
    return Rating.objects.filter(version=version, member_id=actor.member_id).first()


def reasons_for(version: Version, actor: Actor, *, most: int = 20) -> list[Rating]:
    """Return the newest ratings that say why, to those who may read them; a page shows them without names."""
    said = ratings_visible_to(actor, Rating.objects.filter(version=version)).exclude(reason="")
    return list(said.order_by("-rated_at")[:most])


def _named(ids: Iterable[str]) -> dict[str, Community]:
    found = Community.objects.in_bulk([uuid.UUID(one) for one in set(ids)])
    return {str(key): community for key, community in found.items()}


def _share(one: Mapping[str, Any], named: Mapping[str, Community]) -> Share:
    """Where fewer rate than count, only how many they are is told: their mean would tell who said what."""
    community = named[one["community"]]
    mean, lower = (one["mean"], one["lower"]) if one["counts"] else (0.0, 0.0)
    return Share(community.name, community.slug, one["n"], mean, lower, one["counts"])


def _turn(community: Community, many: int) -> str:
    """Return with how many readers where an answer that is ready would fall short again."""
    return ngettext(
        "One more reader in %(community)s who does not find it helpful, and it is no longer ready.",
        "%(num)d more readers in %(community)s who do not find it helpful, and it is no longer ready.",
        many,
    ) % {"num": many, "community": community.name}


def _reach(community: Community | None, many: int) -> str:
    """Return so many readers who find it helpful as a part of a list: with all of them it would be ready."""
    if community is None:
        text = ngettext("one more reader in one other community", "%(num)d more readers, all in one other community", many)
        return text % {"num": many}
    text = ngettext("one more reader in %(community)s", "%(num)d more readers in %(community)s", many)
    return text % {"num": many, "community": community.name}


def _set_apart(report: Mapping[str, Any]) -> Iterator[str]:
    """Return what counts as one and what does not count yet, in words that accuse nobody."""
    for one in report.get("together", []):
        many = one["how_many"]
        yield ngettext(
            "%(num)d rating came in together with others and counts with them as one.",
            "%(num)d ratings came in together, and they count as one until those people rate other things as well.",
            many,
        ) % {"num": many}
    if waiting := report.get("waiting", 0):
        yield ngettext(
            "One rating is by somebody new here. It counts once they did something else, or have been here three days.",
            "%(num)d ratings are by people new here. They count once they did something else, or have been here three days.",
            waiting,
        ) % {"num": waiting}


def _wanted(code: str, community: Community | None, many: int) -> str:
    """Return one thing that is missing, and who could give it, as a sentence."""
    words = {"num": many, "community": community.name if community else ""}
    if code == "barred":
        return _("A jury said that these words should not be ready, or they were taken down. A newer version can become ready.")
    if code == "more_raters":
        text = ngettext(
            "One more reader from %(community)s, and %(community)s counts.",
            "%(num)d more readers from %(community)s, and %(community)s counts.",
            many,
        )
    elif code == "same_people":
        text = ngettext(
            "Those who read it so far are mostly the same people: one reader from outside %(community)s.",
            "Those who read it so far are mostly the same people: %(num)d readers from outside %(community)s.",
            many,
        )
    elif code == "under_line":
        text = ngettext(
            "%(community)s is not convinced yet: one more reader there who finds it helpful.",
            "%(community)s is not convinced yet: %(num)d more readers there who find it helpful.",
            many,
        )
    elif code == "expected_under":
        text = ngettext(
            "By earlier answers %(community)s may see it otherwise: one more reader from there, and its own word counts.",
            "By earlier answers %(community)s may see it otherwise: %(num)d more readers from there, and its own word counts.",
            many,
        )
    elif community is None:
        text = ngettext(
            "One reader who belongs to a community.", "%(num)d readers who belong to a community, any of them.", many
        )
    else:
        text = ngettext("One reader from outside %(community)s.", "%(num)d readers from outside %(community)s.", many)
    return text % words
