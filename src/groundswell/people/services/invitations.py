"""Makes and ends links that invite others into the campaign or into a community."""

from __future__ import annotations

import uuid

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.ids import code
from groundswell.people.events import InviteEnded, InviteMade
from groundswell.people.models import Invite
from groundswell.people.policies import can_end_invite, can_invite
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record


def make_invite(*, thing: str, thing_id: uuid.UUID, actor: Actor) -> Invite:
    """Return one's own link into the campaign or a community, made now if there is none."""
    allow(can_invite(actor, thing, thing_id))
    member = member_of(actor)
    type(member).objects.select_for_update().get(pk=member.pk)
    invite = Invite.objects.filter(made_by=member, thing=thing, thing_id=thing_id, ended_at__isnull=True).first()
    if invite is None:
        invite = Invite.objects.create(
            campaign_id=member.campaign_id, code=code(), thing=thing, thing_id=thing_id, made_by=member, made_at=now()
        )
        record(InviteMade(thing=thing, thing_id=thing_id), actor=actor, subject=invite)
    return invite


def end_invite(*, invite: Invite, actor: Actor) -> None:
    """End a link; it lets nobody in from now on."""
    allow(can_end_invite(actor, invite))
    if Invite.objects.filter(pk=invite.pk, ended_at__isnull=True).update(ended_at=now()):
        record(InviteEnded(thing=invite.thing, thing_id=invite.thing_id), actor=actor, subject=invite)
