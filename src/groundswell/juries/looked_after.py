"""What people write in the juries room, so that it can be reported and hidden; it never says who wrote as a juror."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from groundswell.communities.moderation import Thing
from groundswell.juries.models import Jury, Seat
from groundswell.juries.policies import visible_to
from groundswell.kit.actor import Actor


def reasons(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Jurors' reasons, once they are public: stewards look after them."""
    public = Seat.objects.filter(pk__in=ids, jury__outcome=Jury.Outcome.VERDICT).exclude(reason="")
    return {one.pk: Thing(one.reason[:120], "juries:jury", (one.jury_id,)) for one in public}


def appeals(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """What was said to ask for a second jury."""
    found = visible_to(actor, Jury.objects.filter(pk__in=ids)).exclude(appeal_reason="").defer("pool")
    return {one.pk: Thing(one.appeal_reason[:120], "juries:jury", (one.pk,), written_by=one.appealed_by_id) for one in found}
