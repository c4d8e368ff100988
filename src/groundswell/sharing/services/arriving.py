"""Counts who joined by a link, without keeping who it was."""

from __future__ import annotations

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.ids import keyed
from groundswell.people.models import Member
from groundswell.pulse.log import record
from groundswell.sharing.events import SignedUp
from groundswell.sharing.models import PassOn, SignUp
from groundswell.sharing.policies import can_note_sign_up


@transaction.atomic
def note_sign_up(*, code: str, member: Member, actor: Actor) -> SignUp | None:
    """Count that somebody joined who came by a link: once for each of the two, whoever leaves and comes back."""
    allow(can_note_sign_up(actor))
    found = PassOn.objects.filter(campaign_id=member.campaign_id, code=code).select_related("adoption__version").first()
    if found is None or found.member_id == member.pk:
        return None
    noted, fresh = SignUp.objects.get_or_create(
        id=keyed(found.pk, member.pk), campaign_id=member.campaign_id, defaults={"pass_on": found, "at": now()}
    )
    if fresh:
        adopted = found.adoption
        record(SignedUp(response=adopted.version.response_id, adoption=adopted.pk), actor=actor, subject=found)
    return noted
