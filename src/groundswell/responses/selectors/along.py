"""Reads what is open while it is written: drafts that members read along, their words now, what is proposed to them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.expressions import RawSQL

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.people.models import Member
from groundswell.responses import shared_text
from groundswell.responses.content import Content, with_words
from groundswell.responses.draft_policies import read_along_by
from groundswell.responses.models import Proposal, WorkingCopy
from groundswell.responses.selectors.difference import Change
from groundswell.responses.selectors.merging import changes_between, decided_on, merge_proposed, waiting_for
from groundswell.responses.selectors.together import together
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.selectors.writing import authors_of

MOST = 20
MOST_BESIDE = 10  # proposals shown beside a draft; the next ones come up as these are decided


@dataclass(frozen=True, slots=True)
class Along:
    """An open draft, as it reads now, with who writes it and what the reader proposed to them."""

    copy: WorkingCopy
    words: Content
    authors: Sequence[Member]
    own: Sequence[Proposal]


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody proposes, beside the draft as it is now."""

    proposal: Proposal
    changes: Sequence[Change]  # what taking it would do to the draft
    conflicts: int  # places where the draft went on and somebody has to decide

    @property
    def is_decided(self) -> bool:
        """Whether it waits no more: it stays in its place, so that nothing else comes under the finger that decided it."""
        return self.proposal.state != Proposal.State.OPEN


def draft_read_along(response_id: uuid.UUID, actor: Actor) -> WorkingCopy:
    """Return a draft to its authors and, while they let them, to members."""
    found = read_along_by(actor, WorkingCopy.objects.filter(response=response_id))
    return found.select_related("response__story", "response__question", "response__newest").first() or not_here()


def along(copy: WorkingCopy, actor: Actor) -> Along:
    """Return a draft as it reads now, with what is written together in it: six queries."""
    shared, words = together(copy.response_id), words_of_copy(copy)
    if shared.is_begun:
        words = with_words(words, shared_text.tidy(shared_text.words(shared.doc)))
    return Along(copy, words, authors_of(copy.response_id), waiting_for(copy.response_id, actor))


def open_drafts(actor: Actor, *, stories: RawSQL | None = None) -> Sequence[WorkingCopy]:
    """Return what members may read along, and what the actor writes and never published; the last touched first: one query."""
    if not actor.is_member:
        return []
    found = read_along_by(actor, WorkingCopy.objects.all())
    found = found.filter(response__story__in=stories) if stories is not None else found.filter(opened_at__isnull=False)
    return list(found.select_related("response__story", "response__question").order_by("-changed_at")[:MOST])


def beside(copy: WorkingCopy, actor: Actor, *, decided: uuid.UUID | None = None) -> list[Beside]:
    """Return what waits for those who write a draft, the oldest first, each as it would change the draft now.

    ``decided`` is the id of one that was decided on the page just now.
    """
    found = [_beside(copy, one) for one in waiting_for(copy.response_id, actor)[:MOST_BESIDE]]
    if decided and (one := decided_on(copy.response_id, decided, actor)):
        found.append(Beside(one, [], 0))
    return sorted(found, key=lambda one: one.proposal.proposed_at)


def _beside(copy: WorkingCopy, proposal: Proposal) -> Beside:
    merge, now = merge_proposed(copy, proposal), words_of_copy(copy)
    after = merge.content([chunk.ours for _part, chunk in merge.conflicts])
    return Beside(proposal, changes_between(now, after), len(merge.conflicts))
