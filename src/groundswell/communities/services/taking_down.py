"""Takes down at once what is against the law, and shows it again when a jury says so; both on the public log."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.events import ThingHidden, ThingShown
from groundswell.communities.models import Hiding, LogEntry
from groundswell.communities.policies import can_take_down
from groundswell.communities.services.log import write_line
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow, not_here
from groundswell.pulse.log import record


@transaction.atomic
def take_down(*, subject_type: str, subject_id: UUID, reason: str, actor: Actor) -> Hiding:
    """Hide something for the whole campaign; only a jury shows it again. The room whose thing it is has cleaned the reason."""
    allow(can_take_down(actor))
    hiding, fresh = Hiding.objects.get_or_create(
        campaign_id=actor.campaign_id or not_here(),
        subject_id=subject_id,
        lifted_at=None,
        defaults={
            "subject_type": subject_type,
            "hidden_by_id": actor.member_id,
            "reason": reason,
            "hidden_at": now(),
            "by_law": True,
        },
    )
    if fresh:
        _log(LogEntry.Move.HIDDEN, hiding, reason, actor)
        record(ThingHidden(subject_type=subject_type, subject=subject_id), actor=actor, subject=hiding)
    elif not hiding.by_law:
        raise Refused(_("It is hidden already, by those who look after it."))
    return hiding


@transaction.atomic
def put_back(*, subject_type: str, subject_id: UUID, reason: str, actor: Actor) -> None:
    """Show what was taken down again, as a jury said; what was shown before stays as it is."""
    allow(actor.is_machine)
    for hiding in Hiding.objects.select_for_update().filter(subject_id=subject_id, lifted_at=None, by_law=True):
        hiding.lifted_at = now()
        hiding.save(update_fields=["lifted_at"])
        _log(LogEntry.Move.LIFTED, hiding, reason, actor)
        record(ThingShown(subject_type=subject_type, subject=subject_id), actor=actor, subject=hiding)


def _log(move: LogEntry.Move, about: Hiding, reason: str, actor: Actor) -> None:
    write_line(
        campaign_id=about.campaign_id,
        move=move,
        community=None,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        reason=reason,
        actor=actor,
    )
