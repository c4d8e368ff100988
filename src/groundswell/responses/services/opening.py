"""Opens a draft to members who read along while it is written, and closes it again; takes the words they propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.limits import spend
from groundswell.kit.text import line
from groundswell.pulse.log import record
from groundswell.responses import shared_text
from groundswell.responses.content import clean, with_words
from groundswell.responses.draft_events import DraftClosed, DraftOpened
from groundswell.responses.draft_policies import can_open_draft, can_propose_on_draft, is_covered
from groundswell.responses.events import MergeProposed
from groundswell.responses.models import Proposal, Response, WorkingCopy
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services.proposing import PROPOSALS, WORDS
from groundswell.responses.services.sourcing import name_sources
from groundswell.responses.shared_bell import ring_after_commit, ring_proposed_after_commit

MOST_OPEN = 3  # proposals of one member that wait at one draft: all that wait is joined with it whenever its authors look


@transaction.atomic
def open_draft(*, response: Response, actor: Actor) -> WorkingCopy:
    """Let members read along from now on; what was hidden is not shown again as a draft."""
    allow(can_open_draft(actor, response))
    copy = WorkingCopy.objects.select_for_update().get(response=response)
    if copy.opened_at is not None:
        return copy
    if is_covered(copy):
        raise Refused(_("This answer is hidden, so nobody reads along while you write. Publish it anew when it is mended."))
    copy.opened_at = now()
    copy.save(update_fields=["opened_at"])
    record(DraftOpened(story=response.story_id), actor=actor, subject=response)
    name_sources(sources=words_of_copy(copy).sources, actor=actor)
    return copy


@transaction.atomic
def close_draft(*, response: Response, actor: Actor) -> WorkingCopy:
    """Keep a draft to its authors again; whoever reads it now is let go at once."""
    allow(can_open_draft(actor, response))
    copy = WorkingCopy.objects.select_for_update().get(response=response)
    if copy.opened_at is None:
        return copy
    copy.opened_at = None
    copy.save(update_fields=["opened_at"])
    record(DraftClosed(story=response.story_id), actor=actor, subject=response)
    ring_after_commit(response.pk)
    return copy


@transaction.atomic
def propose_on_draft(
    *, response: Response, before: Mapping[str, str], said: Mapping[str, str], words: str = "", actor: Actor
) -> Proposal:
    """Show the authors of an open draft other words; ``before`` is the text that whoever proposes had in front of them."""
    copy = WorkingCopy.objects.select_for_update().get(response=response)
    allow(can_propose_on_draft(actor, copy))
    words, stands = line(words, limit=WORDS, field="words"), words_of_copy(copy)
    base = with_words(stands, shared_text.fitting(shared_text.tidy(before)))
    content = clean(with_words(stands, said))
    if content == base:
        raise Refused(_("These are exactly the words that stand there. Change something first."))
    own = Proposal.objects.filter(response=response, proposed_by=actor.member_id, state=Proposal.State.OPEN)
    if own.filter(content=asdict(content)).exists():
        raise Refused(_("You have proposed this already. Its writers have not answered yet."))
    if own.count() >= MOST_OPEN:
        raise Refused(_("What you proposed waits for its writers. Let them answer one of these first."))
    spend(PROPOSALS, str(actor.member_id))
    proposal = Proposal.objects.create(
        campaign_id=copy.campaign_id,
        response_id=copy.response_id,
        onto_id=response.newest_id or response.forked_from_id,
        base={**asdict(base), "called": copy.title},
        content=asdict(content),
        words=words,
        proposed_by_id=actor.member_id,
        proposed_at=now(),
    )
    record(MergeProposed(response=response.pk, source=None), actor=actor, subject=proposal)
    ring_proposed_after_commit(response.pk)
    return proposal
