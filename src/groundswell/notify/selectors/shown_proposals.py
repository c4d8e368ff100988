"""Says notices about proposed words in lines that can be read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.notify.models import Notice
from groundswell.people.models import RoleGrant
from groundswell.responses.models import Proposal

Found = dict[uuid.UUID, tuple[str, str, str]]


def proposed(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say that words wait to be taken or declined."""
    waiting = [one for one in _seen(actor, rows) if one.state == Proposal.State.OPEN]
    return _told(campaign, waiting, _("Somebody proposes words for an answer you write"))


def decided(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say what became of words one proposed."""
    found = _seen(actor, rows)
    taken = [one for one in found if one.state == Proposal.State.TAKEN]
    declined = [one for one in found if one.state == Proposal.State.DECLINED]
    return _told(campaign, taken, _("Words you proposed were taken")) | _told(
        campaign, declined, _("Words you proposed were declined, with a reason")
    )


def _seen(actor: Actor, rows: Sequence[Notice]) -> list[Proposal]:
    # A mail is written for a reader whose roles nobody has read yet: who writes the answer is asked here.
    writes = RoleGrant.objects.filter(role="author", thing="response", member=actor.member_id, ended_at=None)
    own = Q(proposed_by=actor.member_id) | Q(response__in=writes.values("thing_id"))
    found = Proposal.objects.filter(own, pk__in=[one.thing_id for one in rows])
    kept = list(found.select_related("response__newest"))
    covered = hidden([key for one in kept for key in (one.response_id, one.response.newest_id) if key])
    return [one for one in kept if not {one.response_id, one.response.newest_id} & covered.keys()]


def _told(campaign: Campaign, found: Sequence[Proposal], words: str) -> Found:
    return {one.pk: (words, _title(one), address(campaign, "responses:proposal", one.pk)) for one in found}


def _title(proposal: Proposal) -> str:
    """Return what the answer is called; an open draft was called something when the words were proposed.

    What whoever proposes says it was called is theirs to choose, so it names nothing.
    """
    newest = proposal.response.newest
    if newest:
        return str(newest.title)
    said = proposal.content["title"] if proposal.base is None else proposal.base.get("called")
    return str(said or _("a draft"))
