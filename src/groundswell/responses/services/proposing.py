"""Joins answers: merges a version into another answer at once for who writes it, or proposes it to those who do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.limits import Limit, spend
from groundswell.kit.text import line
from groundswell.pulse.log import record
from groundswell.responses.content import Content, clean
from groundswell.responses.content_merge import Merge
from groundswell.responses.events import MergeProposed, ProposalDeclined, ProposalTaken, VersionMerged
from groundswell.responses.models import Hand, Proposal, Response, Version, WorkingCopy
from groundswell.responses.policies import can_decide_proposal, can_propose, can_write
from groundswell.responses.refusals import Stale
from groundswell.responses.selectors.merging import merge_at_once, merge_proposed, merge_with
from groundswell.responses.services.writing import write_copy
from groundswell.responses.shared_bell import ring_proposed_after_commit

WORDS = 300
PROPOSALS = Limit("propose words", times=30, seconds=3600)


@transaction.atomic
def merge_version(*, response: Response, version: Version, decided: Sequence[str], revision: int, actor: Actor) -> WorkingCopy:
    """Take a version's words into an answer one writes; ``decided`` settles each conflict with the draft at ``revision``."""
    allow(can_write(actor, response))
    _check_shown(version)
    copy = WorkingCopy.objects.select_for_update(of=("self",)).select_related("response__newest").get(response=response)
    _check_revision(copy, revision)
    content = _settled(merge_with(copy, version), decided)
    proposal = _new(response, version, content, "", actor)
    _take(proposal, copy, content, actor)
    return copy


@transaction.atomic
def propose_merge(
    *, response: Response, version: Version, onto_number: int, decided: Sequence[str], words: str = "", actor: Actor
) -> Proposal:
    """Show the writers of an answer how it would read with a version's words in it; they take it or say why not."""
    allow(can_propose(actor, response))
    _check_shown(version)
    words = line(words, limit=WORDS, field="words")
    response = _onto(response, onto_number)
    if Proposal.objects.filter(
        response=response, source=version, proposed_by=actor.member_id, state=Proposal.State.OPEN
    ).exists():
        raise Refused(_("You have proposed this already. Its writers have not answered yet."))
    spend(PROPOSALS, str(actor.member_id))
    content = _settled(merge_at_once(response, version), decided)
    proposal = _new(response, version, content, words, actor)
    record(MergeProposed(response=response.pk, source=version.pk), actor=actor, subject=proposal)
    return proposal


@transaction.atomic
def propose_edit(*, response: Response, onto_number: int, content: Content, words: str = "", actor: Actor) -> Proposal:
    """Show the writers of an answer how it would read in somebody's own words."""
    allow(can_propose(actor, response))
    content, words = clean(content), line(words, limit=WORDS, field="words")
    response = _onto(response, onto_number)
    assert response.newest is not None
    _check_shown(response.newest)
    if content.hash == response.newest.content_hash:
        raise Refused(_("These are exactly the words that are published. Change something first."))
    own = Proposal.objects.filter(response=response, proposed_by=actor.member_id, state=Proposal.State.OPEN)
    if own.filter(content=asdict(content)).exists():
        raise Refused(_("You have proposed this already. Its writers have not answered yet."))
    spend(PROPOSALS, str(actor.member_id))
    proposal = _new(response, None, content, words, actor)
    record(MergeProposed(response=response.pk, source=None), actor=actor, subject=proposal)
    return proposal


@transaction.atomic
def take_proposal(*, proposal: Proposal, decided: Sequence[str], revision: int, words: str = "", actor: Actor) -> WorkingCopy:
    """Take what is proposed into the draft; it is published with the next version, credited to whoever proposed it."""
    allow(can_decide_proposal(actor, proposal))
    words = line(words, limit=WORDS, field="words")
    copy = (
        WorkingCopy.objects.select_for_update(of=("self",))
        .select_related("response__newest")
        .get(response=proposal.response_id)
    )
    proposal = _open(proposal)
    _check_revision(copy, revision)
    proposal.answer = words
    _take(proposal, copy, _settled(merge_proposed(copy, proposal), decided), actor)
    return copy


@transaction.atomic
def decline_proposal(*, proposal: Proposal, words: str, actor: Actor) -> Proposal:
    """Say why not; whoever proposed it hears the reason, and has a version of their own all the same."""
    allow(can_decide_proposal(actor, proposal))
    words = line(words, limit=WORDS, field="words", empty=_("Say in a sentence why not, so that they need not guess."))
    proposal = _open(proposal)
    proposal.answer = words
    _decide(proposal, Proposal.State.DECLINED, actor)
    event = ProposalDeclined(response=proposal.response_id, source=proposal.source_id)
    record(event, actor=actor, subject=proposal)
    return proposal


def name_parents(*, version: Version, actor: Actor) -> None:
    """Let a version that is being published know what was merged into it since the one before."""
    taken = Proposal.objects.filter(response=version.response_id, state=Proposal.State.TAKEN, version=None)
    sources = sorted({one.source_id for one in taken.select_for_update() if one.source_id})
    taken.update(version=version)
    for source in sources:
        event = VersionMerged(response=version.response_id, story=version.response.story_id, source=source)
        record(event, actor=actor, subject=version)


def _onto(response: Response, number: int) -> Response:
    """Lock the answer; what was written against an earlier version is looked at again first."""
    response = Response.objects.select_for_update(of=("self",)).select_related("newest").get(pk=response.pk)
    if response.newest is None or response.newest.number != number:
        raise Refused(_("A newer version came out while you were writing. Open it, and put your words there."))
    return response


def _new(response: Response, version: Version | None, content: Content, words: str, actor: Actor) -> Proposal:
    ring_proposed_after_commit(response.pk)
    return Proposal.objects.create(
        campaign_id=response.campaign_id,
        response=response,
        source=version,
        onto_id=response.newest_id or response.forked_from_id,
        content=asdict(content),
        words=words,
        proposed_by_id=actor.member_id,
        proposed_at=now(),
    )


def _take(proposal: Proposal, copy: WorkingCopy, content: Content, actor: Actor) -> None:
    """Write the words into the draft; whoever proposed them has a hand in it from now on."""
    by = None if proposal.source_id else proposal.proposed_by_id
    write_copy(copy=copy, content=content, by=by, actor=actor)
    if proposal.proposed_by_id:
        Hand.objects.get_or_create(
            campaign_id=copy.campaign_id,
            response_id=copy.response_id,
            member_id=proposal.proposed_by_id,
            defaults={"since": copy.changed_at},
        )
    _decide(proposal, Proposal.State.TAKEN, actor)
    event = ProposalTaken(response=proposal.response_id, source=proposal.source_id)
    record(event, actor=actor, subject=proposal)


def _decide(proposal: Proposal, state: Proposal.State, actor: Actor) -> None:
    proposal.state, proposal.decided_by_id, proposal.decided_at = state, actor.member_id, now()
    proposal.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    ring_proposed_after_commit(proposal.response_id)


def _open(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("onto", "source").get(pk=proposal.pk)
    if proposal.state != Proposal.State.OPEN:
        raise Refused(_("This was decided already."))
    return proposal


def _settled(merge: Merge, decided: Sequence[str]) -> Content:
    if len(decided) != len(merge.conflicts):
        raise BadInput(_("Decide each place where both sides changed the same words."))
    return clean(merge.content(decided))


def _check_revision(copy: WorkingCopy, revision: int) -> None:
    if copy.revision != revision:
        raise Stale(_("Someone saved this answer while you were deciding. Look at the two side by side once more."), copy=copy)


def _check_shown(version: Version) -> None:
    if hidden([version.pk]):
        raise Refused(_("This version was hidden by those who look after it, so its words go nowhere else."))
