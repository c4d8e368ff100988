"""Calls juries: fixes the pool and publishes its mark, before anybody can know the seed."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import Exists, OuterRef

from groundswell.juries.events import JuryCalled
from groundswell.juries.lots import digest_of, label_of, pool_of, size_for
from groundswell.juries.models import Jury
from groundswell.juries.policies import can_run_juries
from groundswell.juries.selectors.eligible import can_be_drawn_for, communities_by_member
from groundswell.juries.selectors.hours import hours_now
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.kit.errors import allow
from groundswell.pulse.log import record
from groundswell.responses.models import Challenge, Readiness, Version


@transaction.atomic
def call_missing_juries(*, version: Version, actor: Actor) -> list[Jury]:
    """Call a jury for each kind of open challenge to a version that is ready or was taken down, where none is at work.

    One jury looks at all that say the same kind of thing: were there one for each, friends would try until one suits them.
    """
    allow(can_run_juries(actor))
    take_turn(f"juries of {version.pk}")
    of_it = Jury.objects.filter(challenge=OuterRef("pk"))
    at_work = Jury.objects.filter(challenge__version=version, challenge__kind=OuterRef("kind"))
    at_work = at_work.filter(appeal_of=None, closed_at=None)
    rows = Challenge.objects.filter(~Exists(of_it), ~Exists(at_work), version=version, settled_at=None, joined_to=None)
    if not Readiness.objects.filter(version=version, ready=True).exists():
        rows = rows.filter(kind=Challenge.Kind.LAW)
    found = rows.select_for_update(of=("self",)).select_related("version__response").order_by("-pk")
    first = {one.kind: one for one in found}
    return [call_jury(challenge=one, actor=actor) for one in reversed(first.values())]


@transaction.atomic
def call_jury(*, challenge: Challenge, actor: Actor) -> Jury:
    """Call the first jury on a challenge; called twice is called once."""
    allow(can_run_juries(actor))
    jury, fresh = Jury.objects.get_or_create(
        campaign_id=challenge.campaign_id,
        challenge=challenge,
        appeal_of=None,
        defaults={"called_at": now(), "hours": hours_now()},
    )
    if fresh:
        fill_pool(jury=jury, actor=actor)
    return jury


def fill_pool(*, jury: Jury, actor: Actor) -> None:
    """Fix who can be drawn now, behind fresh labels; part of a call, which has already been authorised.

    A jury for which not even three can be had waits, and is filled again as people come.
    """
    members = can_be_drawn_for(jury)
    homes = communities_by_member(jury, members)
    size, before = size_for(len(members)), (jury.size, jury.digest)
    jury.found, jury.size = len(members), size
    if size:
        jury.salt, jury.called_at = secrets.token_hex(32), now()
        pool = pool_of({label_of(jury.salt, one): homes.get(one, []) for one in members})
        jury.pool, jury.digest = [list(one) for one in pool], digest_of(pool)
    jury.save(update_fields=["found", "size", "salt", "called_at", "pool", "digest"])
    if (jury.size, jury.digest) != before or not size:
        _tell(jury, actor)


def _tell(jury: Jury, actor: Actor) -> None:
    response = jury.challenge.version.response_id
    is_appeal = jury.appeal_of_id is not None
    told = JuryCalled(jury.challenge_id, response, size=jury.size, digest=jury.digest, is_appeal=is_appeal)
    record(told, actor=actor, subject=jury)
