"""Takes ground reports in as they are sent; the stream places them a moment later (placing.py)."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.communities.linking import refuse_links
from groundswell.communities.models import Community
from groundswell.communities.selectors import community_ids_of
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow, not_here
from groundswell.kit.limits import Limit, spend
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire import photos
from groundswell.wire.events import GroundReported
from groundswell.wire.ground import Seen
from groundswell.wire.models import GroundReport
from groundswell.wire.policies import can_report_ground

BY_MEMBER = Limit("report from the ground", 30, 3600)
BY_CAMPAIGN = Limit("report from the ground in one campaign", 5000, 3600)


@transaction.atomic
def report_ground(
    *,
    seen: Seen,
    community: Community | None = None,
    photo: bytes | None = None,
    shows_name: bool = False,
    written_by: uuid.UUID | None = None,
    actor: Actor,
) -> GroundReport:
    """Take in what a member saw. ``photo`` has been cleaned; ``written_by`` is who wrote it on a phone that others use too.

    Sent again with the same key, it is the report that is there.
    """
    allow(can_report_ground(actor))
    member = member_of(actor)
    if written_by is not None and written_by != member.pk:
        raise Refused(_("Somebody else wrote this on this phone. It waits until they sign in again."))
    if same := _sent_already(seen, member.pk):
        return same
    if community is not None and community.pk not in community_ids_of(actor):
        raise BadInput(_("Choose a community you are in."), field="community")
    refuse_links(member=member, what=seen.what, place=seen.place)
    spend(BY_MEMBER, str(member.pk))
    spend(BY_CAMPAIGN, str(member.campaign_id))
    name = photos.keep(member.campaign_id, photo) if photo else ""
    try:
        report = _write(seen, community, member, name, shows_name=shows_name)
    except IntegrityError:  # the same press, at the same moment
        photos.forget(member.campaign_id, name)
        return _sent_already(seen, member.pk) or not_here()
    # Who does not show their name is not named in the log either: it is read by programs of others one day.
    record(GroundReported(), actor=actor if shows_name else replace(actor, member_id=None), subject=report)
    return report


def _sent_already(seen: Seen, member_id: uuid.UUID) -> GroundReport | None:
    return GroundReport.objects.filter(key=seen.key, member_id=member_id).first()


def _write(seen: Seen, community: Community | None, member: Member, photo: str, *, shows_name: bool) -> GroundReport:
    with transaction.atomic():
        return GroundReport.objects.create(
            campaign_id=member.campaign_id,
            key=seen.key,
            what=seen.what,
            place=seen.place,
            latitude=seen.spot.latitude if seen.spot else None,
            longitude=seen.spot.longitude if seen.spot else None,
            is_exact=seen.is_exact,
            community=community,
            member=member,
            shows_name=shows_name,
            photo=photo,
            seen_at=seen.seen_at,
            reported_at=now(),
        )
