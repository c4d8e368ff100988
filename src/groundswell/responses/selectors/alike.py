"""Notices answers to one story or question that say much the same, and offers to join them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.models import Citation, KeptApart, Proposal, Response, Version, WorkingCopy
from groundswell.responses.policies import kept_apart_visible_to, visible_to
from groundswell.responses.sameness import MUCH, Rarity, Words, rarity, read, sameness, shared, words_in

MOST = 30  # answers to one thing that are held against each other
KNOWN = 200  # answers from which is known how rare a word is
FEW = 3

Pair = frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Alike:
    """An answer that says much the same, and the words both have."""

    version: Version
    words: Sequence[str]
    share: float


def alike_to(copy: WorkingCopy, actor: Actor) -> list[Alike]:
    """Return the published answers to the same that a draft says much the same as: seven queries at most."""
    response = copy.response
    near = Q(story=response.story_id) if response.story_id else Q(question=response.question_id)
    others = visible_to(actor, Response.objects.filter(near, newest__isnull=False)).exclude(pk=response.pk)
    found = [one.newest for one in others.select_related("newest").order_by("-id")[:MOST] if one.newest]
    about, cited = words_in(_about(response)), _cited(found)
    own = read(copy.title, copy.summary, copy.body, [url for _title, url in copy.sources], about)
    many = _rarity(actor) if found else Rarity()
    pairs = [one for version in found if (one := _measured(own, _read(version, cited, about), version, many))]
    apart = _apart({response.pk, *(one.version.response_id for one in pairs)}) if pairs else set()
    covered = hidden([key for one in pairs for key in (one.version.pk, one.version.response_id)])
    kept = [one for one in pairs if frozenset((response.pk, one.version.response_id)) not in apart]
    shown = [one for one in kept if not {one.version.pk, one.version.response_id} & covered.keys()]
    return sorted(shown, key=lambda one: -one.share)[:FEW]


def alike_among(versions: Iterable[Version], about: str, actor: Actor) -> dict[uuid.UUID, Alike]:
    """Return for each answer the earlier one it says much the same as, by the answer's id: five queries, none for one."""
    given = sorted(versions, key=lambda one: one.response_id)[:MOST]
    if len(given) < 2:
        return {}
    asked, cited, many = words_in(about), _cited(given), _rarity(actor)
    told = [(one, _read(one, cited, asked)) for one in given]
    found: dict[uuid.UUID, list[Alike]] = {}
    for place, (later, words) in enumerate(told):
        pairs = [one for earlier, other in told[:place] if (one := _measured(words, other, earlier, many))]
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


def words_of_pair(one: Response, other: Response, actor: Actor) -> list[str]:
    """Return a few words that two published answers share."""
    newest = [each for each in (one.newest, other.newest) if each]
    about, cited = words_in(_about(one)), _cited(newest)
    first, second = (_read(each, cited, about) for each in newest)
    return shared(first, second, _rarity(actor))


def _about(response: Response) -> str:
    about = response.story or response.question
    return str(about.title) if about else ""


def _read(version: Version, cited: Mapping[uuid.UUID, list[str]], about: Words) -> Words:
    return read(version.title, version.summary, version.body, cited.get(version.pk, ()), about)


def _cited(versions: Iterable[Version]) -> dict[uuid.UUID, list[str]]:
    """Return the links that each version names as sources: one query."""
    found: dict[uuid.UUID, list[str]] = {}
    for version, url in Citation.objects.filter(version__in=list(versions)).values_list("version_id", "url"):
        found.setdefault(version, []).append(url)
    return found


def _rarity(actor: Actor) -> Rarity:
    """Return how rare words are among the campaign's newest answers: one query."""
    newest = visible_to(actor, Response.objects.filter(newest__isnull=False)).order_by("-id")[:KNOWN]
    return rarity([f"{title} {summary}" for title, summary in newest.values_list("newest__title", "newest__summary")])


def _measured(own: Words, theirs: Words, version: Version, many: Rarity) -> Alike | None:
    share = sameness(own, theirs, many)
    return Alike(version, shared(own, theirs, many), share) if share >= MUCH else None


def _apart(ids: Collection[uuid.UUID]) -> set[Pair]:
    """Return which of these are joined already (a fork, a merge) or were said not to be the same: three queries."""
    said = KeptApart.objects.filter(first__in=ids, second__in=ids, lifted_at=None).values_list("first_id", "second_id")
    grown = Response.objects.filter(pk__in=ids, forked_from__response__in=ids).values_list("pk", "forked_from__response_id")
    merged = Proposal.objects.filter(response__in=ids, source__response__in=ids).exclude(state=Proposal.State.DECLINED)
    joined = merged.values_list("response_id", "source__response_id")
    return {frozenset(pair) for pair in (*said, *grown, *joined)}


def apart_from(response: Response, actor: Actor) -> list[tuple[KeptApart, Response]]:
    """Return which answers somebody said this one is not the same as, and that still holds: one query, two where there are."""
    mine = kept_apart_visible_to(actor, KeptApart.objects.filter(Q(first=response) | Q(second=response), lifted_at=None))
    rows = list(mine.select_related("first__newest", "second__newest").order_by("-said_at")[:MOST])
    pairs = [(one, one.second if one.first_id == response.pk else one.first) for one in rows]
    covered = hidden([key for _one, other in pairs for key in (other.pk, other.newest_id) if key]) if pairs else {}
    return [(one, other) for one, other in pairs if other.newest and not {other.pk, other.newest_id} & covered.keys()]


def said_of_pair(one: Response, other: Response, actor: Actor) -> list[KeptApart]:
    """Return what was said of two answers, the newest last: that they are not the same, and what was taken back."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    found = kept_apart_visible_to(actor, KeptApart.objects.filter(first=first, second=second))
    return list(found.select_related("said_by__person", "lifted_by__person").order_by("said_at"))
