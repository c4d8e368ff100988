"""Proposes, adjusts and moves tactics: any member of the community does, with the reason on the ledger, and asks nobody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.selectors import community_ids_of
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.strategy.events import TacticAdjusted, TacticMoved, TacticProposed
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic, TacticRevision
from groundswell.strategy.moves import WITH_REASON, next_state
from groundswell.strategy.policies import can_move_tactic, can_withdraw_tactic
from groundswell.strategy.services.ledger import write_line

Move = LedgerEntry.Move
LONGEST = datetime.timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class TacticWords:
    """What a tactic says: a guess that can turn out wrong, and the day on which one will know."""

    what: str
    measure: str
    by_how_much: str
    by_when: datetime.date

    def checked(self, today: datetime.date) -> TacticWords:
        """Return the words fit to be kept, or say what is wrong with them."""
        if not today <= self.by_when <= today + LONGEST:
            raise BadInput(_("Choose a day from today on, within five years."), field="by_when")
        return TacticWords(
            what=line(self.what, limit=300, field="what", empty=_("Say what you would do.")),
            measure=line(self.measure, limit=200, field="measure", empty=_("Say how one would see whether it works.")),
            by_how_much=line(self.by_how_much, limit=80, field="by_how_much", empty=_("Say by how much.")),
            by_when=self.by_when,
        )

    def said_by(self, revision: TacticRevision) -> bool:
        """Whether a revision says exactly this."""
        return self == TacticWords(revision.what, revision.measure, revision.by_how_much, revision.by_when)


@transaction.atomic
def propose_tactic(*, pillar: Pillar, community: Community | None, words: TacticWords, actor: Actor) -> Tactic:
    """Propose a tactic for a community one is in, or for the whole campaign; it serves a ratified pillar."""
    community_id = community.pk if community else None
    allow(can_move_tactic(actor, community_id, community_ids_of(actor)))
    campaign = Campaign.objects.select_for_update(no_key=True).get(pk=pillar.campaign_id)  # one proposal at a time
    if pillar.state != Pillar.State.RATIFIED:
        raise BadInput(_("A tactic serves a pillar that is ratified."), field="pillar")
    words = words.checked(_today(campaign))
    if same := _proposed_already(pillar, community, words, actor):
        return same
    at = now()
    tactic = Tactic.objects.create(
        campaign=campaign, pillar=pillar, community=community, proposed_by_id=actor.member_id, proposed_at=at
    )
    revision = _revise(tactic, 1, words, "", actor)
    write_line(campaign_id=campaign.pk, move=Move.PROPOSED, tactic=tactic, revision=revision, actor=actor)
    record(TacticProposed(pillar=pillar.pk, community=community_id), actor=actor, subject=tactic)
    return tactic


@transaction.atomic
def adjust_tactic(*, tactic: Tactic, words: TacticWords, reason: str, seen: int, actor: Actor) -> TacticRevision:
    """Give a tactic new words with the reason; ``seen`` is the revision the writer started from."""
    allow(can_move_tactic(actor, tactic.community_id, community_ids_of(actor)))
    tactic, last = _locked(tactic)
    words = words.checked(_today(tactic.campaign))
    reason = line(reason, limit=500, field="reason", empty=_("Say why: what did you see?"))
    if words.said_by(last) and last.revised_by_id == actor.member_id and last.reason == reason:
        return last  # the same form sent twice
    if last.number != seen:
        raise Refused(_("Someone adjusted this tactic while you were writing. Read what it says now, then send yours again."))
    if words.said_by(last):
        raise BadInput(_("Nothing is changed yet. To say how it went, keep or drop the tactic."), field="what")
    _change_state(tactic, Move.ADJUSTED)
    revision = _revise(tactic, last.number + 1, words, reason, actor)
    write_line(campaign_id=tactic.campaign_id, move=Move.ADJUSTED, tactic=tactic, revision=revision, reason=reason, actor=actor)
    record(TacticAdjusted(revision=revision.number, state=tactic.state), actor=actor, subject=tactic)
    return revision


@transaction.atomic
def move_tactic(*, tactic: Tactic, move: LedgerEntry.Move, reason: str = "", actor: Actor) -> Tactic:
    """Start, keep, drop, withdraw or take up a tactic again: one new line on the ledger, nothing rewritten."""
    if move == Move.WITHDRAWN:
        allow(can_withdraw_tactic(actor, tactic))
    allow(can_move_tactic(actor, tactic.community_id, community_ids_of(actor)))
    tactic, last = _locked(tactic)
    needed = _("Say why: what did you see?") if move in WITH_REASON else ""
    reason = line(reason, limit=500, field="reason", empty=needed)
    _change_state(tactic, move)
    write_line(campaign_id=tactic.campaign_id, move=move, tactic=tactic, revision=last, reason=reason, actor=actor)
    record(TacticMoved(move=move, state=tactic.state), actor=actor, subject=tactic)
    return tactic


def _today(campaign: Campaign) -> datetime.date:
    return now().astimezone(campaign.zone).date()


def _locked(tactic: Tactic) -> tuple[Tactic, TacticRevision]:
    found = Tactic.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=tactic.pk)
    return found, found.revisions.latest("number")


def _change_state(tactic: Tactic, move: LedgerEntry.Move) -> None:
    state = next_state(move, tactic.state)
    if state is None:
        words = _("This tactic is %(state)s now, so this cannot be done. Look at its history.")
        raise Refused(words % {"state": tactic.get_state_display()})
    tactic.state = state
    tactic.save(update_fields=["state"])


def _revise(tactic: Tactic, number: int, words: TacticWords, reason: str, actor: Actor) -> TacticRevision:
    return TacticRevision.objects.create(
        campaign_id=tactic.campaign_id,
        tactic=tactic,
        number=number,
        what=words.what,
        measure=words.measure,
        by_how_much=words.by_how_much,
        by_when=words.by_when,
        reason=reason,
        revised_by_id=actor.member_id,
        revised_at=now(),
    )


def _proposed_already(pillar: Pillar, community: Community | None, words: TacticWords, actor: Actor) -> Tactic | None:
    """Return the tactic that the same form, sent a moment ago, made."""
    return Tactic.objects.filter(
        pillar=pillar,
        community=community,
        state=Tactic.State.PROPOSED,
        proposed_by=member_of(actor),
        revisions__number=1,
        revisions__what=words.what,
        revisions__measure=words.measure,
        revisions__by_how_much=words.by_how_much,
        revisions__by_when=words.by_when,
    ).first()
