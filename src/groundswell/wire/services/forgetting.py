"""Takes away from the wire what leads to people who were erased; what they reported stays, as nobody's."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow
from groundswell.wire import photos
from groundswell.wire.ground import Spot, coarse
from groundswell.wire.models import Confirmation, GroundReport, SavedSearch, StoryChange, TouchSaid


@transaction.atomic
def forget_member(*, member_id: uuid.UUID, actor: Actor) -> None:
    """Unlink an erased member from reports, changes and what they said; exact spots, photos and searches go.

    How many saw a thing too stays a number. Not in the pulse: the erasure is there already.
    """
    allow(actor.is_machine)
    for report in GroundReport.objects.select_for_update().filter(member_id=member_id):
        _unlink(report)
    Confirmation.objects.filter(member_id=member_id).delete()
    SavedSearch.objects.filter(member_id=member_id).delete()
    TouchSaid.objects.filter(member_id=member_id).update(member=None)
    StoryChange.objects.filter(member_id=member_id).update(member=None)


def _unlink(report: GroundReport) -> None:
    if report.latitude is not None and report.longitude is not None:
        spot = coarse(Spot(report.latitude, report.longitude))
        report.latitude, report.longitude = spot.latitude, spot.longitude
    photo, report.photo = report.photo, ""
    report.member, report.shows_name, report.is_exact = None, False, False
    report.save(update_fields=["member", "shows_name", "is_exact", "latitude", "longitude", "photo"])
    if photo:
        transaction.on_commit(lambda: photos.forget(report.campaign_id, photo))
