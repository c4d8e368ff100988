"""Takes reports on what people write, hides a thing with a public reason, and shows it again; all of it on the log."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.events import ReportSettled, ThingHidden, ThingReported, ThingShown
from groundswell.communities.models import Community, Hiding, LogEntry, Report
from groundswell.communities.moderation import Thing, thing_at
from groundswell.communities.policies import can_moderate, can_report_thing
from groundswell.communities.selectors import community_by_id, open_reports_on
from groundswell.communities.services.log import write_line
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow, not_here
from groundswell.kit.limits import Limit, spend
from groundswell.kit.text import line
from groundswell.pulse.log import record

BY_MEMBER = Limit("report as a member", 30, 3600)
BY_VISITOR = Limit("report as a visitor", 10, 3600)
BY_BLOCK = Limit("report from one address block", 100, 3600)
BY_CAMPAIGN = Limit("report in one campaign", 2000, 3600)


@transaction.atomic
def report_thing(*, subject_type: str, subject_id: UUID, reason: str, block: str = "", actor: Actor) -> Report:
    """Say that something written here should be looked at; ``block`` is the address block it comes from.

    Whose hosts look at it is read from the thing itself, never from the form.
    """
    allow(can_report_thing(actor))
    campaign_id = actor.campaign_id or not_here()
    thing = _thing(subject_type, subject_id, actor)
    reason = line(reason, limit=500, field="reason", empty=_("Say what is wrong with it."))
    if same := _reported_already(subject_id, reason, actor):
        return same
    _spend(actor, block)
    report = Report.objects.create(
        campaign_id=campaign_id,
        subject_type=subject_type,
        subject_id=subject_id,
        community_id=thing.community_id,
        member_id=actor.member_id,
        reason=reason,
        reported_at=now(),
    )
    record(ThingReported(subject_type=subject_type, subject=subject_id), actor=actor, subject=report)
    return report


@transaction.atomic
def hide_thing(*, subject_type: str, subject_id: UUID, reason: str, actor: Actor) -> Hiding:
    """Hide something, with a reason anyone can read; its open reports are settled by that."""
    campaign_id = actor.campaign_id or not_here()
    thing = _thing(subject_type, subject_id, actor)
    community = _guarded(thing, actor)
    reason = line(reason, limit=500, field="reason", empty=_("Give the reason. Everyone can read it."))
    if Hiding.objects.filter(subject_id=subject_id, by_law=True, lifted_at__isnull=False).exists():
        raise Refused(_("This was taken down and has been shown again, so it cannot be hidden here."))
    hiding, fresh = Hiding.objects.get_or_create(
        campaign_id=campaign_id,
        subject_id=subject_id,
        lifted_at=None,
        defaults={
            "subject_type": subject_type,
            "community": community,
            "hidden_by_id": actor.member_id,
            "reason": reason,
            "hidden_at": now(),
        },
    )
    if fresh:
        _settle(subject_id, Report.Outcome.HIDDEN, actor)
        _log(LogEntry.Move.HIDDEN, hiding, reason, actor)
        record(ThingHidden(subject_type=subject_type, subject=subject_id), actor=actor, subject=hiding)
    return hiding


@transaction.atomic
def lift_hiding(*, hiding: Hiding, reason: str = "", actor: Actor) -> Hiding:
    """Show what was hidden again."""
    hiding = Hiding.objects.select_for_update(of=("self",)).select_related("community").get(pk=hiding.pk)
    allow(can_moderate(actor, hiding.community))
    reason = line(reason, limit=500, field="reason")
    if hiding.lifted_at is not None:
        return hiding
    if hiding.by_law:
        raise Refused(_("It was taken down as against the law. A jury drawn by lot decides whether it is shown again."))
    hiding.lifted_at = now()
    hiding.save(update_fields=["lifted_at"])
    _log(LogEntry.Move.LIFTED, hiding, reason, actor)
    record(ThingShown(subject_type=hiding.subject_type, subject=hiding.subject_id), actor=actor, subject=hiding)
    return hiding


@transaction.atomic
def settle_reports(*, subject_id: UUID, reason: str, actor: Actor) -> int:
    """Say that what was reported stands, and why; returns how many reports that settles."""
    report = open_reports_on(subject_id).select_related("community").first()
    if report is None:
        raise Refused(_("Someone has already looked at these reports."))
    allow(can_moderate(actor, report.community))
    reason = line(reason, limit=500, field="reason", empty=_("Say why it stands. Everyone can read it."))
    settled = _settle(subject_id, Report.Outcome.STANDS, actor)
    _log(LogEntry.Move.STANDS, report, reason, actor)
    record(ReportSettled(subject_type=report.subject_type, subject=subject_id), actor=actor, subject=report)
    return settled


def _thing(subject_type: str, subject_id: UUID, actor: Actor) -> Thing:
    return thing_at(subject_type, subject_id, actor=actor) or not_here()


def _reported_already(subject_id: UUID, reason: str, actor: Actor) -> Report | None:
    """Return what was sent twice, or said before and not looked at yet: once a member, once a visitor's same words."""
    reports = open_reports_on(subject_id)
    if actor.member_id is not None:
        return reports.filter(member_id=actor.member_id).first()
    return reports.filter(member__isnull=True, reason=reason).first()


def _guarded(thing: Thing, actor: Actor) -> Community | None:
    """Return the community whose hosts look after a thing, when the actor may act for them."""
    community = community_by_id(thing.community_id)
    allow(can_moderate(actor, community))
    return community


def _settle(subject_id: UUID, outcome: Report.Outcome, actor: Actor) -> int:
    return open_reports_on(subject_id).update(settled_at=now(), settled_by_id=actor.member_id, outcome=outcome)


def _spend(actor: Actor, block: str) -> None:
    if actor.is_machine:
        return
    spend(BY_MEMBER if actor.is_member else BY_VISITOR, str(actor.member_id or block))
    spend(BY_BLOCK, block)
    spend(BY_CAMPAIGN, str(actor.campaign_id))


def _log(move: LogEntry.Move, about: Hiding | Report, reason: str, actor: Actor) -> None:
    write_line(
        campaign_id=about.campaign_id,
        move=move,
        community=about.community,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        reason=reason,
        actor=actor,
    )
