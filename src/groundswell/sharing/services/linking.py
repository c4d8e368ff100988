"""Makes personal links and counts visits."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.ids import as_code, code, uuid7
from groundswell.pulse.log import record
from groundswell.responses.models import Adoption
from groundswell.responses.selectors.judging import is_barred
from groundswell.sharing.events import PassOnMade
from groundswell.sharing.models import PassOn, Visit
from groundswell.sharing.policies import can_make_pass_on, can_pass_further

_VISITS = """
INSERT INTO sharing_visit (id, campaign_id, pass_on_id, kind, at)
SELECT id, campaign_id, pass_on_id, kind, %s FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[])
    AS opened (id, campaign_id, pass_on_id, kind)
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """That a link was opened, and whether by a person."""

    campaign_id: uuid.UUID
    pass_on_id: uuid.UUID
    kind: Visit.Kind


@transaction.atomic
def make_pass_on(*, adoption: Adoption, actor: Actor) -> PassOn:
    """Give a member their own link to what their community adopted: one each, the same one whenever they ask."""
    allow(can_make_pass_on(actor, adoption))
    return _give(_in_use(adoption), None, code(), actor)


@transaction.atomic
def pass_further(*, pass_on: PassOn, key: str, actor: Actor) -> PassOn:
    """Give whoever came by a link their own, the next hand of the chain.

    A visitor has no account to know them by: ``key`` was made with the page, so that a form sent twice makes one link.
    When the community has since taken a newer version, the new link carries that.
    """
    allow(can_pass_further(actor, pass_on))
    return _give(_in_use(pass_on.adoption), pass_on, _code_for(pass_on, key), actor)


def record_visit(*, campaign_id: uuid.UUID, pass_on_id: uuid.UUID, kind: Visit.Kind) -> None:
    """Count a visit: one row, and nothing about who it was."""
    record_visits(opened=[Opening(campaign_id, pass_on_id, kind)])


def record_visits(*, opened: Sequence[Opening]) -> None:
    """Count the visits of many at once: a row for each, in one statement."""
    keys = [uuid7() for _one in opened]
    kinds = [str(one.kind) for one in opened]
    with connection.cursor() as cursor:
        cursor.execute(_VISITS, [now(), keys, [one.campaign_id for one in opened], [one.pass_on_id for one in opened], kinds])


def _in_use(adoption: Adoption) -> Adoption:
    """Return the adoption, or the one that took its place when the community moved on to a newer version."""
    found = Adoption.objects.filter(community_id=adoption.community_id, version__response=adoption.version.response_id)
    current = found.filter(ended_at=None).select_related("version").first()
    if current is None:
        name = adoption.community.name
        raise Refused(_("%(community)s no longer uses this answer, so it makes no new links.") % {"community": name})
    if hidden([current.pk, current.version_id, current.version.response_id]):
        raise Refused(_("This answer is hidden, so it makes no new links."))
    if is_barred(current.version):
        raise Refused(_("A jury decided that no community should speak with this version, so it makes no new links."))
    return current


def _code_for(pass_on: PassOn, key: str) -> str:
    """Return a code that nobody can guess and that the same key always gives."""
    said = f"{pass_on.pk}:{key}".encode()
    return as_code(hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest())


def _give(adoption: Adoption, parent: PassOn | None, wanted: str, actor: Actor) -> PassOn:
    pk = uuid7()
    known_by = {"adoption": adoption, "member_id": actor.member_id} if actor.is_member else {"code": wanted}
    chain = {"root_id": parent.root_id, "hand": parent.hand + 1} if parent else {"root_id": pk, "hand": 1}
    new = {"id": pk, "code": wanted, "adoption": adoption, "member_id": actor.member_id, "parent": parent, "made_at": now()}
    # Whoever presses twice at once is told the same link: the table knows members and codes only once.
    made, fresh = PassOn.objects.get_or_create(campaign_id=adoption.campaign_id, **known_by, defaults={**new, **chain})
    if fresh:
        event = PassOnMade(
            response=adoption.version.response_id,
            adoption=adoption.pk,
            root=made.root_id,
            parent=parent.pk if parent else None,
            hand=made.hand,
        )
        record(event, actor=actor, subject=made)
    return made
