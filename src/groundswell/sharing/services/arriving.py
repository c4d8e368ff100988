"""Counts who joined by a link, without keeping who it was."""

from __future__ import annotations

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.people.models import Member
from groundswell.sharing.models import PassOn, SignUp
from groundswell.sharing.policies import can_note_sign_up


@transaction.atomic
def note_sign_up(*, code: str, member: Member, actor: Actor) -> SignUp | None:
    """Count that somebody joined who came by a link.

    Not on the pulse, where it would stand beside the joining and name the link: ``add_outcomes`` tells later how many.
    """
    allow(can_note_sign_up(actor))
    found = PassOn.objects.filter(campaign_id=member.campaign_id, code=code).first()
    if found is None or found.member_id == member.pk:
        return None
    return SignUp.objects.create(campaign_id=member.campaign_id, pass_on=found, day=now().date())
