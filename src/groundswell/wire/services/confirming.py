"""Keeps who saw it too: once a member, and taken back as easily."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire.events import ReportConfirmed, ReportUnconfirmed
from groundswell.wire.models import Confirmation, GroundReport
from groundswell.wire.policies import can_confirm_report


@transaction.atomic
def confirm_report(*, report: GroundReport, actor: Actor) -> GroundReport:
    """Say that one sees it too; said twice, it counts once."""
    allow(can_confirm_report(actor, report))
    report = GroundReport.objects.select_for_update().get(pk=report.pk)
    if report.member_id == actor.member_id:
        raise Refused(_("You reported this yourself. Others confirm it."))
    _said, fresh = Confirmation.objects.get_or_create(
        campaign_id=report.campaign_id, report=report, member=member_of(actor), defaults={"at": now()}
    )
    if fresh:
        _count(report)
        record(ReportConfirmed(confirmations=report.confirmations), actor=_unnamed(actor), subject=report)
    return report


@transaction.atomic
def unconfirm_report(*, report: GroundReport, actor: Actor) -> GroundReport:
    """Take it back."""
    allow(can_confirm_report(actor, report))
    report = GroundReport.objects.select_for_update().get(pk=report.pk)
    gone, _kinds = Confirmation.objects.filter(report=report, member=member_of(actor)).delete()
    if gone:
        _count(report)
        record(ReportUnconfirmed(confirmations=report.confirmations), actor=_unnamed(actor), subject=report)
    return report


def _count(report: GroundReport) -> None:
    report.confirmations = Confirmation.objects.filter(report=report).count()
    report.save(update_fields=["confirmations"])


def _unnamed(actor: Actor) -> Actor:
    """Who was where is nobody's business: the log counts confirmations and names nobody."""
    return replace(actor, member_id=None)
