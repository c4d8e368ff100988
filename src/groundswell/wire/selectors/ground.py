"""Reads ground reports for their pages: the words, what of them this reader may see, and what they said about them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.communities.models import Hiding
from groundswell.communities.policies import can_moderate
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.kit.pagination import newest_first
from groundswell.wire.ground import Spot, coarse
from groundswell.wire.models import Confirmation, GroundReport
from groundswell.wire.policies import can_confirm_report, can_see_photos, reports_visible_to


@dataclass(frozen=True, slots=True)
class Shown:
    """A ground report as one reader sees it."""

    report: GroundReport
    hiding: Hiding | None
    name: str  # of who reported it, where they show it and this reader may know
    spot: Spot | None
    is_exact: bool
    has_photo: bool
    is_mine: bool
    is_confirmed: bool  # by this reader
    may_confirm: bool
    may_tend: bool  # looks after what is reported here


@dataclass(frozen=True, slots=True)
class ShownPage:
    """Some ground reports, the newest first, and the key to go on from."""

    rows: Sequence[Shown]
    older: uuid.UUID | None


def _reports(actor: Actor) -> QuerySet[GroundReport]:
    found = reports_visible_to(actor, GroundReport.objects.all())
    return found.select_related("item__story", "community", "member__person")


def report_at(actor: Actor, report_id: uuid.UUID) -> GroundReport:
    """Return one ground report, or say that it is not here."""
    return _reports(actor).filter(pk=report_id).first() or not_here()


def newest_reports(actor: Actor, *, before: str = "") -> ShownPage:
    """Return a page of ground reports as this reader sees them: three queries."""
    page = newest_first(_reports(actor), before=before)
    return ShownPage(shown(actor, page.rows), page.older)


def shown(actor: Actor, reports: Iterable[GroundReport]) -> list[Shown]:
    """Return reports as this reader sees them."""
    rows = list(reports)
    hidings = hidden(row.pk for row in rows)
    mine: set[uuid.UUID] = set()
    if actor.member_id and rows:
        said = Confirmation.objects.filter(report__in=rows, member_id=actor.member_id)
        mine = set(said.values_list("report_id", flat=True))
    return [_shown(actor, row, hidings.get(row.pk), is_confirmed=row.pk in mine) for row in rows]


def _shown(actor: Actor, row: GroundReport, hiding: Hiding | None, *, is_confirmed: bool) -> Shown:
    sees = can_see_photos(actor)
    spot = Spot(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
    return Shown(
        report=row,
        hiding=hiding,
        name=row.member.display_name if sees and row.shows_name and row.member else "",
        spot=coarse(spot) if spot and not sees else spot,
        is_exact=row.is_exact and sees,
        has_photo=bool(row.photo) and sees,
        is_mine=actor.is_member and row.member_id == actor.member_id,
        is_confirmed=is_confirmed,
        may_confirm=can_confirm_report(actor, row) and row.member_id != actor.member_id and hiding is None,
        may_tend=can_moderate(actor, row.community),
    )
