"""Reads what members earned by work done: texts that communities used, ratings that proved right, reports that hosts confirmed.

It is said in words and never as a number, so that nobody can be ranked by it; and to others only where the member chose so.
How one rated and what one reported is secret. A word beside a name on the evening of an event would tell of whom that event
came; so others read it only of what came true three times, each more than a week ago.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from groundswell.communities.models import Report
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.responses.models import Adoption, Challenge, EarnedShown, Rating
from groundswell.responses.policies import earned_visible_to

OFTEN, MANY = 2, 5
TOLD_FROM = 3  # times, for others to read it
TOLD_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Earned:
    """How often each came true for one member; pages turn it into words and never show it."""

    used: int = 0  # communities took a text they wrote on
    proven: int = 0  # what they said of an answer turned out so
    confirmed: int = 0  # hosts hid what they reported

    @property
    def sentences(self) -> list[str]:
        """What a member reads of themselves."""
        used = (
            _("A community spoke with words you wrote."),
            _("Communities spoke with words you wrote, a few times."),
            _("Communities speak with words you wrote again and again."),
        )
        proven = (
            _("You read an answer rightly before others did."),
            _("You read answers rightly before others did, a few times."),
            _("You read answers rightly before others did, again and again."),
        )
        confirmed = (
            _("Something you reported was looked at and hidden."),
            _("Things you reported were looked at and hidden, a few times."),
            _("Things you reported were looked at and hidden again and again."),
        )
        pairs = ((self.used, used), (self.proven, proven), (self.confirmed, confirmed))
        return [words[(many >= OFTEN) + (many >= MANY)] for many, words in pairs if many]

    @property
    def tags(self) -> list[str]:
        """What others read beside the name: the same for three times and for a hundred."""
        pairs = (
            (self.used, _("writes words that are used")),
            (self.proven, _("reads with a sure eye")),
            (self.confirmed, _("looks out for others")),
        )
        return [words for many, words in pairs if many >= TOLD_FROM]


def earned_of(members: Collection[uuid.UUID], *, by: datetime) -> dict[uuid.UUID, Earned]:
    """Return what these members had earned by a moment: four queries, however many they are."""
    if not members:
        return {}
    used, proven, confirmed = _used(members, by), _proven(members, by), _confirmed(members, by)
    return {one: Earned(used.get(one, 0), proven.get(one, 0), confirmed.get(one, 0)) for one in members}


def own_earned(actor: Actor) -> Earned:
    """Return what the actor earned, up to now."""
    return earned_of([actor.member_id], by=now())[actor.member_id] if actor.member_id else Earned()


def own_tags(actor: Actor, earned: Earned) -> Sequence[str]:
    """Return what others read beside the actor's name, or would: no query where not even by now it is enough."""
    if actor.member_id is None or not earned.tags:
        return []
    return earned_of([actor.member_id], by=now() - TOLD_AFTER)[actor.member_id].tags


def shows_earned(actor: Actor) -> bool:
    """Whether the actor lets others see it: one query."""
    return actor.member_id is not None and EarnedShown.objects.filter(member_id=actor.member_id).exists()


def tags_beside(members: Collection[uuid.UUID], actor: Actor) -> Mapping[uuid.UUID, Sequence[str]]:
    """Return what stands beside the names of those who chose so: one query, four more where somebody did."""
    if not members:
        return {}
    shown = earned_visible_to(actor, EarnedShown.objects.filter(member_id__in=list(members)))
    found = earned_of(list(shown.values_list("member_id", flat=True)), by=now() - TOLD_AFTER)
    return {key: one.tags for key, one in found.items() if one.tags}


def _used(members: Collection[uuid.UUID], by: datetime) -> Counter[uuid.UUID]:
    """Communities that took a text they wrote on; one's own taking counts for nothing."""
    wrote = {"version__authors__member_id__in": members, "version__authors__inherited": False}
    taken = Adoption.objects.filter(**wrote, adopted_at__lte=by).order_by()
    rows = taken.values_list("version__authors__member_id", "community_id", "adopted_by_id").distinct()
    return Counter(member for member, _community in {(who, place) for who, place, taker in rows if who != taker})


def _proven(members: Collection[uuid.UUID], by: datetime) -> Counter[uuid.UUID]:
    """Helpful, said before communities that differ agreed; not helpful, said before a challenge was met or upheld.

    A challenge that they raised themselves is left out: its writer is known, and so would be how they rated.
    """
    own = Rating.objects.filter(member_id__in=members).order_by()
    ahead = own.filter(
        value=Rating.Value.HELPFUL,
        version__readiness__ready=True,
        version__readiness__ready_since__gt=F("rated_at"),
        version__readiness__ready_since__lte=by,
    )
    met = Q(version__challenges__settled_with__isnull=False, version__challenges__settled_at__lte=by)
    upheld = Q(version__challenges__verdict=Challenge.Verdict.UNREADY, version__challenges__judged_at__lte=by)
    doubted = own.filter(met | upheld, value=Rating.Value.NOT, version__challenges__raised_at__gt=F("rated_at"))
    raised = doubted.values_list("member_id", "pk", "version__challenges__raised_by_id").distinct()
    found = Counter(member for member, _rating in {(who, rating) for who, rating, raiser in raised if who != raiser})
    found.update(dict(ahead.values_list("member_id").annotate(n=Count("pk", distinct=True))))
    return found


def _confirmed(members: Collection[uuid.UUID], by: datetime) -> dict[uuid.UUID, int]:
    rows = Report.objects.filter(member_id__in=members, outcome=Report.Outcome.HIDDEN, settled_at__lte=by).order_by()
    return dict(rows.values_list("member_id").annotate(n=Count("pk")))
