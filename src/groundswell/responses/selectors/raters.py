"""Reads whose ratings of a version count, and as what: authors do not, new accounts not yet, what came together as one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from groundswell.communities.limits import NEW_FOR
from groundswell.communities.models import Membership
from groundswell.kit.clock import now
from groundswell.people.models import Member
from groundswell.responses.models import Rating, Version, VersionAuthor
from groundswell.responses.together import FEWEST, Rated, sets_of

_ANY = uuid.UUID(int=0)
_APPROVAL = {Rating.Value.HELPFUL: 1.0, Rating.Value.PARTLY: 0.5, Rating.Value.NOT: 0.0}
# Something else than joining, coming into a community and rating; what waits for a host is not done yet.
_DEEDS = """
SELECT written_by_id FROM communities_post WHERE written_by_id = ANY(%(new)s) AND number IS NOT NULL
UNION SELECT member_id FROM communities_pollvote WHERE member_id = ANY(%(new)s)
UNION SELECT member_id FROM responses_hand WHERE member_id = ANY(%(new)s)
UNION SELECT asked_by_id FROM responses_question WHERE asked_by_id = ANY(%(new)s)
UNION SELECT written_by_id FROM responses_variant WHERE written_by_id = ANY(%(new)s)
UNION SELECT raised_by_id FROM responses_challenge WHERE raised_by_id = ANY(%(new)s)
UNION SELECT proposed_by_id FROM responses_proposal WHERE proposed_by_id = ANY(%(new)s)
UNION SELECT member_id FROM wire_groundreport WHERE member_id = ANY(%(new)s)
UNION SELECT member_id FROM wire_confirmation WHERE member_id = ANY(%(new)s)
"""


@dataclass(frozen=True, slots=True)
class Together:
    """A set of ratings that came in together: how many, and the communities its people are in."""

    how_many: int
    communities: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Raters:
    """Who counts with what, where they belong, and what does not count for itself."""

    approval: dict[uuid.UUID, float]
    belongs: dict[uuid.UUID, list[uuid.UUID]]
    all: int  # who rated, its authors left out
    waiting: int  # new accounts that have done nothing else here yet
    together: Sequence[Together]


def raters_of(version: Version) -> Raters:
    """Return whose ratings of a version count: four queries at most, however many rated."""
    authors = VersionAuthor.objects.filter(version=version).values("member_id")
    rows = Rating.objects.filter(version=version).exclude(member_id__in=authors).order_by("member_id")
    facts = rows.values_list("member_id", "value", "rated_at", "member__invited_by_id", "member__joined_at")
    rated = [Rated(*row, answers=frozenset()) for row in facts]
    waiting = _new([one.member for one in rated if one.joined_at > now() - NEW_FOR])
    counting = [one for one in rated if one.member not in waiting]
    belongs = _belongs([one.member for one in counting])
    approval = {one.member: _APPROVAL[Rating.Value(one.value)] for one in counting}
    together = []
    for each in sets_of(_with_answers(counting)) if len(counting) >= FEWEST else ():
        speaker, *others = sorted(each)
        places = sorted({place for one in each for place in belongs[one]})
        belongs[speaker] = places
        for one in others:
            del approval[one], belongs[one]
        together.append(Together(len(each), tuple(places)))
    return Raters(approval, belongs, len(rated), len(waiting), together)


def _new(members: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these new members who have done nothing else here."""
    if not members:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_DEEDS, {"new": list(members)})
        return set(members) - {row[0] for row in cursor.fetchall()}


def has_to_do_more(member_id: uuid.UUID) -> bool:
    """Whether a member is new here and has done nothing but rate: two queries at most."""
    fresh = Member.objects.filter(pk=member_id, joined_at__gt=now() - NEW_FOR).values_list("pk", flat=True)
    return bool(_new(list(fresh)))


def _belongs(members: Collection[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    belongs: dict[uuid.UUID, list[uuid.UUID]] = {member: [] for member in members}
    held = Membership.objects.filter(member_id__in=list(members), state=Membership.State.IN).order_by("community_id")
    for member, community in held.values_list("member_id", "community_id"):
        belongs[member].append(community)
    return belongs


def _with_answers(rated: Sequence[Rated]) -> list[Rated]:
    """Add what each has rated, for those of whom others rated at nearly the same moment."""
    near = _near(rated)
    answers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    if near:
        for member, answer in Rating.objects.filter(member_id__in=near).values_list("member_id", "version__response_id"):
            answers[member].add(answer)
    return [replace(one, answers=frozenset(answers[one.member])) for one in rated if one.member in near]


def _near(rated: Sequence[Rated]) -> set[uuid.UUID]:
    """Return whom to look at at all: somebody of a run of three or more that would be a set if they rated the same."""
    looked = sets_of([replace(one, answers=frozenset({_ANY})) for one in rated])
    return {member for each in looked for member in each}
