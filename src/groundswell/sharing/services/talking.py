"""Counts conversations: whoever holds a link says with how many people they talked about what it carries."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow, not_here
from groundswell.kit.ids import keyed, uuid7
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.pulse.log import record
from groundswell.sharing.events import TalkNoted
from groundswell.sharing.models import PassOn, Talk
from groundswell.sharing.policies import can_note_talk

MOST = 50
TALKS = Limit("say with whom one talked", times=12, seconds=DAY)


@transaction.atomic
def note_talk(*, pass_on: PassOn, many: int, key: uuid.UUID | None = None, actor: Actor) -> Talk:
    """Note that somebody talked with so many people about the answer of their own link; the same form twice counts once."""
    allow(can_note_talk(actor, pass_on))
    if not 1 <= many <= MOST:
        raise BadInput(_("Say a number from 1 to 50."), field="many")
    member = actor.member_id or not_here()
    pk = keyed(key, member) if key else uuid7()
    if standing := Talk.objects.filter(pk=pk).first():
        return standing
    spend(TALKS, str(member))
    talk = Talk.objects.create(id=pk, campaign_id=pass_on.campaign_id, pass_on=pass_on, many=many, day=now().date())
    event = TalkNoted(response=pass_on.adoption.version.response_id, adoption=pass_on.adoption_id, many=many)
    record(event, actor=actor, subject=pass_on)
    return talk
