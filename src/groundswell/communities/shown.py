"""What the pages of the communities room show, and what this reader may do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from groundswell.campaigns.models import Campaign
from groundswell.communities import moderation, selectors
from groundswell.communities.models import Community, Hiding, LogEntry, Membership, Report
from groundswell.communities.moderation import Thing
from groundswell.communities.policies import can_host, can_moderate, can_see_members, can_wake_community
from groundswell.communities.repeated import repeated
from groundswell.communities.shown_threads import on_community
from groundswell.communities.words import SENTENCES
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import newest_first
from groundswell.kit.text import plain

LATEST = 5
GONE = _("Something that is no longer here")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a hosts' log."""

    entry: LogEntry
    sentence: str
    what: str  # the type of the thing it is about, in words
    thing: Thing | None  # where it is shown, if this reader may see it


@dataclass(frozen=True, slots=True)
class Reported:
    """A thing with its open reports."""

    subject_type: str
    subject_id: UUID
    what: str
    thing: Thing | None
    reports: list[Report]


def _lines(entries: Iterable[LogEntry], actor: Actor) -> list[Line]:
    rows = list(entries)
    things = moderation.things(((row.subject_type, row.subject_id) for row in rows if row.subject_id), actor=actor)
    return [
        Line(
            row,
            str(SENTENCES.get(row.move, row.get_move_display())),
            moderation.words_for(row.subject_type),
            things.get(row.subject_id) if row.subject_id else None,
        )
        for row in rows
    ]


def directory(campaign: Campaign, actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the directory; ``asked`` may hold words to search for and the key to go on from."""
    search = plain(asked.get("q", ""), limit=80)
    page = newest_first(selectors.communities(campaign, actor, search=search), before=asked.get("before"))
    mine = list(selectors.communities_of(actor)) if not search and not asked.get("before") else []
    return {
        "rows": page.rows,
        "hidden": selectors.hidden(row.pk for row in page.rows),
        "older": page.older,
        "first": not asked.get("before"),
        "search": search,
        "mine": mine,
    }


def community(row: Community, actor: Actor) -> dict[str, Any]:
    """Return what a community's page shows."""
    membership = selectors.membership_of(actor, row)
    hosts = selectors.hosts(row)
    is_in = membership is not None and membership.state == Membership.State.IN
    may_wake = not hosts and can_wake_community(actor, row, is_in=is_in, is_empty=not row.member_count)  # type: ignore[attr-defined]
    return {
        "community": row,
        "hiding": selectors.hidden([row.pk]).get(row.pk),
        "is_in": is_in,
        "has_asked": membership is not None and membership.state == Membership.State.ASKED,
        "hosts": hosts,
        "may_wake": may_wake,
        "is_host": can_host(actor, row),
        "sees_members": can_see_members(actor),
        "asking": selectors.memberships(row, Membership.State.ASKED).count() if can_host(actor, row) else 0,
        "open_reports": selectors.open_reports(row, row.campaign, actor).count() if can_moderate(actor, row) else 0,
        "may_moderate": can_moderate(actor, row),
        "lines": _lines(selectors.log(row.campaign, row).order_by("-id")[:LATEST], actor),
        "threads": on_community(row, actor, inside=is_in),
    }


def members(row: Community, actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of those who are in a community, and for its hosts those who ask."""
    page = newest_first(selectors.memberships(row), before=asked.get("before"))
    is_host = can_host(actor, row)
    asking = selectors.memberships(row, Membership.State.ASKED).order_by("id")[:100] if is_host else []
    return {
        "community": row,
        "rows": page.rows,
        "older": page.older,
        "first": not asked.get("before"),
        "is_host": is_host,
        "asking": list(asking),
        "host_ids": {host.pk for host in selectors.hosts(row)},
    }


def log(campaign: Campaign, row: Community | None, actor: Actor, *, before: str = "") -> dict[str, Any]:
    """Return a page of a community's log, or (None) of the stewards'."""
    page = newest_first(selectors.log(campaign, row), before=before)
    told = {"community": row, "lines": _lines(page.rows, actor), "older": page.older, "first": not before}
    return {**told, "may_moderate": can_moderate(actor, row)}


def reports(campaign: Campaign, row: Community | None, actor: Actor) -> dict[str, Any]:
    """Return what waits to be looked at, thing by thing, the longest-waiting first."""
    if not can_moderate(actor, row):
        not_here()
    found = list(selectors.open_reports(row, campaign, actor).order_by("id")[:200])
    things = moderation.things({(one.subject_type, one.subject_id) for one in found}, actor=actor)
    waiting: dict[UUID, Reported] = {}
    for one in found:
        about = Reported(
            one.subject_type, one.subject_id, moderation.words_for(one.subject_type), things.get(one.subject_id), []
        )
        waiting.setdefault(one.subject_id, about).reports.append(one)
    return {"community": row, "waiting": list(waiting.values()), "again": repeated(campaign, row, actor)}


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing as those see it who look after it."""

    subject_type: str
    subject_id: UUID
    what: str
    thing: Thing
    community: Community | None
    hiding: Hiding | None
    reports: list[Report]


def looked_after(subject_type: str, subject_id: UUID, actor: Actor) -> Looked:
    """Return a thing with its open reports for those who look after it; for anybody else it is not here."""
    open_ones = list(selectors.open_reports_on(subject_id))
    thing = moderation.thing_at(subject_type, subject_id, actor=actor) or _gone(open_ones)
    community = selectors.community_by_id(thing.community_id)
    if not can_moderate(actor, community):
        not_here()
    hiding = selectors.hidden([subject_id]).get(subject_id)
    what = moderation.words_for(subject_type)
    return Looked(subject_type, subject_id, what, thing, community, hiding, open_ones)


def reported(thing: Thing, subject_type: str, subject_id: UUID, actor: Actor) -> dict[str, Any]:
    """Return what the page of reporting shows; who looks after the thing finds the way to do that."""
    may_look = actor.is_member and can_moderate(actor, selectors.community_by_id(thing.community_id))
    return {"thing": thing, "look_after": (subject_type, subject_id) if may_look else None}


def _gone(reports: list[Report]) -> Thing:
    """Return what stands for a reported thing that is no longer there, so that its reports can be settled."""
    if not reports:
        not_here()
    return Thing(GONE, page="communities:communities", community_id=reports[0].community_id)
