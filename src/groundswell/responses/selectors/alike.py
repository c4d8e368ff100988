"""Notices answers to one story or question that say much the same, and offers to join them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import KeptApart, Proposal, Response, Version, WorkingCopy
from groundswell.responses.policies import visible_to
from groundswell.responses.sameness import MUCH, Words, sameness, shared, without, words_in

MOST = 30  # answers to one thing that are held against each other
FEW = 3

Pair = frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Alike:
    """An answer that says much the same, and the words both have."""

    version: Version
    words: Sequence[str]
    share: float


def alike_to(copy: WorkingCopy, actor: Actor) -> list[Alike]:
    """Return the published answers to the same that a draft says much the same as: five queries at most."""
    response = copy.response
    near = Q(story=response.story_id) if response.story_id else Q(question=response.question_id)
    others = visible_to(actor, Response.objects.filter(near, newest__isnull=False)).exclude(pk=response.pk)
    found = [one.newest for one in others.select_related("newest").order_by("-id")[:MOST] if one.newest]
    about = words_in(_about(response))
    own = without(words_in(copy.title, copy.summary, copy.body), about)
    pairs = [one for version in found if (one := _compared(own, version, about))]
    apart = _apart({response.pk, *(one.version.response_id for one in pairs)}) if pairs else set()
    covered = hidden([key for one in pairs for key in (one.version.pk, one.version.response_id)])
    kept = [one for one in pairs if frozenset((response.pk, one.version.response_id)) not in apart]
    shown = [one for one in kept if not {one.version.pk, one.version.response_id} & covered.keys()]
    return sorted(shown, key=lambda one: -one.share)[:FEW]


def alike_among(versions: Iterable[Version], about: str) -> dict[uuid.UUID, Alike]:
    """Return for each answer the earlier one it says much the same as, by the answer's id: three queries, none for none."""
    given = sorted(versions, key=lambda one: one.response_id)[:MOST]
    asked = words_in(about)
    read = [(one, without(words_in(one.title, one.summary, one.body), asked)) for one in given]
    found: dict[uuid.UUID, list[Alike]] = {}
    for place, (later, words) in enumerate(read):
        pairs = [one for earlier, other in read[:place] if (one := _measured(words, other, earlier))]
        if pairs:
            found[later.response_id] = sorted(pairs, key=lambda one: -one.share)
    apart = _apart({one.response_id for one in given}) if found else set()
    kept = {
        key: [one for one in pairs if frozenset((key, one.version.response_id)) not in apart] for key, pairs in found.items()
    }
    return {key: pairs[0] for key, pairs in kept.items() if pairs}


def pair_at(one_id: uuid.UUID, other_id: uuid.UUID, actor: Actor) -> tuple[Response, Response]:
    """Return two published answers to the same story or question, neither of them hidden."""
    found = visible_to(actor, Response.objects.filter(pk__in=[one_id, other_id], newest__isnull=False))
    named = {one.pk: one for one in found.select_related("newest", "story", "question")}
    if len(named) < 2 or hidden([key for one in named.values() for key in (one.pk, one.newest_id) if key]):
        not_here()
    one, other = named[one_id], named[other_id]
    return (one, other) if (one.story_id, one.question_id) == (other.story_id, other.question_id) else not_here()


def words_of_pair(one: Response, other: Response) -> list[str]:
    """Return a few words that two published answers share."""
    about = words_in(_about(one))
    newest = [each for each in (one.newest, other.newest) if each]
    first, second = (without(words_in(each.title, each.summary, each.body), about) for each in newest)
    return shared(first, second)


def _about(response: Response) -> str:
    about = response.story or response.question
    return str(about.title) if about else ""


def _compared(own: Words, version: Version, about: Words) -> Alike | None:
    return _measured(own, without(words_in(version.title, version.summary, version.body), about), version)


def _measured(own: Words, theirs: Words, version: Version) -> Alike | None:
    share = sameness(own, theirs)
    return Alike(version, shared(own, theirs), share) if share >= MUCH else None


def _apart(ids: Collection[uuid.UUID]) -> set[Pair]:
    """Return which of these are joined already (a fork, a merge) or were said not to be the same: three queries."""
    said = KeptApart.objects.filter(first__in=ids, second__in=ids).values_list("first_id", "second_id")
    grown = Response.objects.filter(pk__in=ids, forked_from__response__in=ids).values_list("pk", "forked_from__response_id")
    merged = Proposal.objects.filter(response__in=ids, source__response__in=ids).exclude(state=Proposal.State.DECLINED)
    joined = merged.values_list("response_id", "source__response_id")
    return {frozenset(pair) for pair in (*said, *grown, *joined)}
