"""Reads what came for somebody, and how many of a kind were told of a story."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Q, Value, When
from django.db.models.functions import Lower, Trim

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import newest_first
from groundswell.notify.models import Delivery, Notice, Preference, Suppression
from groundswell.notify.policies import visible_to
from groundswell.notify.scrambling import key_of
from groundswell.notify.selectors.shown import Line, lines
from groundswell.people.models import Account
from groundswell.wire.models import Story

FEWEST = 3  # fewer of a kind are not counted in public: a number must name nobody

MOST_SHOWN = 9


@dataclass(frozen=True, slots=True)
class Came:
    """A page of what came, the newest first."""

    lines: list[Line]
    older: uuid.UUID | None
    unread: int


def came_for(campaign: Campaign, actor: Actor, *, before: str = "") -> Came:
    """Return what came for the actor."""
    own = visible_to(actor, Notice.objects.filter(campaign=campaign))
    page = newest_first(own, before=before)
    return Came(lines(campaign, actor, page.rows), page.older, own.filter(read_at=None).count())


def new_for(campaign: Campaign, actor: Actor) -> int:
    """Return how many of what came was not looked at yet, as far as a page shows it: one more than `MOST_SHOWN` is "more"."""
    unread = visible_to(actor, Notice.objects.filter(campaign=campaign, read_at=None))
    return len(unread.order_by()[: MOST_SHOWN + 1].values_list("pk"))


def notice_at(actor: Actor, notice_id: uuid.UUID) -> Notice:
    """Return one of the actor's own notices."""
    return visible_to(actor, Notice.objects.filter(pk=notice_id)).first() or not_here()


def gets_mail(account: Account | None) -> bool:
    """Whether an address may be written to: the one list, asked for every mail."""
    return account is not None and not stopped([account])


def stopped(accounts: Iterable[Account]) -> set[uuid.UUID]:
    """Return which of these accounts have an address that may not be written to: one query."""
    keys = {key_of(one.email): one.pk for one in accounts}
    listed = Suppression.objects.filter(key__in=list(keys)).values_list("key", flat=True) if keys else ()
    return {keys[key] for key in listed}


def push_waits(campaign_id: uuid.UUID) -> bool:
    """Whether something for devices is due that no worker took up yet, or that one put back."""
    due = Delivery.objects.filter(campaign_id=campaign_id, channel=Delivery.Channel.PUSH, due_at__lte=now())
    return due.filter(state__in=[Delivery.State.WAITING, Delivery.State.CLAIMED, Delivery.State.HANDING]).exists()


@dataclass(frozen=True, slots=True)
class Told:
    """How many were told of a story at once, by what they know; too few of a kind are among ``others``."""

    kinds: list[tuple[str, int]]
    others: int
    few: bool  # somebody was told, but so few that no number is said


def told_of(story: Story) -> Told | None:
    """Return how many were told at once, so that no number names anybody: one query. None when nobody was."""
    at_once = Q(topic="story", thing_id=story.pk, pace=Preference.Pace.NOW)
    known = Case(When(because=Notice.Because.KNOWS, then=Lower(Trim("label"))), default=Value(""))
    rows = (
        Notice.objects.filter(at_once, campaign_id=story.campaign_id).order_by().values(subject=known).annotate(n=Count("pk"))
    )
    counted = {row["subject"]: row["n"] for row in rows}
    if not counted:
        return None
    kinds = sorted(((one, n) for one, n in counted.items() if one and n >= FEWEST), key=lambda kind: (-kind[1], kind[0]))[:5]
    others = sum(counted.values()) - sum(n for _one, n in kinds)
    return Told(kinds, others if others >= FEWEST else 0, few=0 < others < FEWEST)
