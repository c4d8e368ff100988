"""Drafts pillars and ratifies them, once; after that it refuses every change and says so on the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.limits import Limit, spend
from groundswell.kit.text import line, passage
from groundswell.people.selectors import member_of
from groundswell.pulse.log import Happening, record, record_many
from groundswell.strategy.events import PillarChangeRefused, PillarDiscarded, PillarDrafted, PillarRatified
from groundswell.strategy.models import FEWEST_PILLARS, MOST_PILLARS, LedgerEntry, Pillar
from groundswell.strategy.policies import can_ask_for_change, can_draft_pillar, can_ratify_pillars
from groundswell.strategy.services.ledger import write_line

ASKS_FOR_CHANGE = Limit("ask for other words of a pillar", 5, 86_400)


@dataclass(frozen=True, slots=True)
class PillarWords:
    """What a pillar says."""

    title: str
    promise: str
    why: str = ""
    never: str = ""

    def checked(self) -> PillarWords:
        """Return the words fit to be kept, or say what is wrong with them."""
        return PillarWords(
            title=line(self.title, limit=80, field="title", empty=_("Give the pillar a title.")),
            promise=line(self.promise, limit=240, field="promise", empty=_("Say the promise in one sentence.")),
            why=passage(self.why, limit=2000, field="why"),
            never=line(self.never, limit=240, field="never"),
        )


@transaction.atomic
def draft_pillar(*, campaign: Campaign, words: PillarWords, actor: Actor) -> Pillar:
    """Write down one thing the campaign will never waver on; it holds once it is ratified."""
    allow(can_draft_pillar(actor))
    drafts = _drafts(campaign)
    words = words.checked()
    taken = {pillar.number for pillar in drafts}
    if same := next((one for one in drafts if (one.title, one.promise) == (words.title, words.promise)), None):
        return same  # the same form sent twice
    if len(taken) >= MOST_PILLARS:
        raise Refused(_("Five pillars are the most a campaign can hold. Discard one first."))
    pillar = Pillar.objects.create(
        campaign=campaign,
        number=min(set(range(1, MOST_PILLARS + 1)) - taken),
        drafted_at=now(),
        title=words.title,
        promise=words.promise,
        why=words.why,
        never=words.never,
    )
    write_line(campaign_id=campaign.pk, move=LedgerEntry.Move.DRAFTED, pillar=pillar, actor=actor)
    record(PillarDrafted(number=pillar.number, fresh=True), actor=actor, subject=pillar)
    return pillar


@transaction.atomic
def edit_pillar(*, pillar: Pillar, words: PillarWords, actor: Actor) -> Pillar:
    """Change the words of a draft."""
    allow(can_draft_pillar(actor))
    pillar = _locked_draft(pillar)
    words = words.checked()
    if words == PillarWords(pillar.title, pillar.promise, pillar.why, pillar.never):
        return pillar
    pillar.title, pillar.promise, pillar.why, pillar.never = words.title, words.promise, words.why, words.never
    pillar.save(update_fields=["title", "promise", "why", "never"])
    write_line(campaign_id=pillar.campaign_id, move=LedgerEntry.Move.EDITED, pillar=pillar, actor=actor)
    record(PillarDrafted(number=pillar.number, fresh=False), actor=actor, subject=pillar)
    return pillar


@transaction.atomic
def discard_pillar(*, pillar: Pillar, actor: Actor) -> None:
    """Give up a draft."""
    allow(can_draft_pillar(actor))
    pillar = _locked_draft(pillar)
    pillar.state = Pillar.State.DISCARDED
    pillar.save(update_fields=["state"])
    write_line(campaign_id=pillar.campaign_id, move=LedgerEntry.Move.DISCARDED, pillar=pillar, actor=actor)
    record(PillarDiscarded(number=pillar.number), actor=actor, subject=pillar)


@transaction.atomic
def ratify_pillars(*, campaign: Campaign, actor: Actor) -> list[Pillar]:
    """Ratify all drafts together: two to five, for good."""
    allow(can_ratify_pillars(actor))
    drafts = _drafts(campaign)
    if not FEWEST_PILLARS <= len(drafts) <= MOST_PILLARS:
        raise Refused(_("A campaign stands on two to five pillars. Draft them all, then ratify them together."))
    at = now()
    for number, pillar in enumerate(drafts, start=1):  # in order: each moves down into a number that is free
        pillar.number, pillar.state, pillar.ratified_at = number, Pillar.State.RATIFIED, at
        pillar.save(update_fields=["number", "state", "ratified_at"])
        write_line(campaign_id=campaign.pk, move=LedgerEntry.Move.RATIFIED, pillar=pillar, actor=actor)
    record_many([Happening(PillarRatified(number=one.number), one) for one in drafts], actor=actor)
    return drafts


@transaction.atomic
def amend_pillar(*, pillar: Pillar, reason: str, actor: Actor) -> LedgerEntry:
    """Refuse to change a ratified pillar: write on the ledger who asked and why, and leave the pillar as it is.

    This is the one way to ask, and it never changes anything: members amend by a vote of the assembly.
    """
    allow(can_ask_for_change(actor, pillar))
    reason = line(reason, limit=500, field="reason", empty=_("Say which words you would change, and why."))
    asked = LedgerEntry.objects.filter(pillar=pillar, member=member_of(actor), move=LedgerEntry.Move.REFUSED)
    if same := asked.filter(reason=reason).first():
        return same  # the same form sent twice
    spend(ASKS_FOR_CHANGE, str(actor.member_id))
    entry = write_line(campaign_id=pillar.campaign_id, move=LedgerEntry.Move.REFUSED, pillar=pillar, reason=reason, actor=actor)
    record(PillarChangeRefused(number=pillar.number, entry=entry.pk), actor=actor, subject=pillar)
    return entry


def _drafts(campaign: Campaign) -> list[Pillar]:
    """Lock the campaign's row, so that two founders do not number or ratify at once, and return the drafts in order."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    found = list(Pillar.objects.filter(campaign=campaign).exclude(state=Pillar.State.DISCARDED).order_by("number"))
    if any(pillar.state == Pillar.State.RATIFIED for pillar in found):
        raise Refused(_("The pillars are ratified. Only a vote of the members adds or changes one."))
    return found


def _locked_draft(pillar: Pillar) -> Pillar:
    found = Pillar.objects.select_for_update().get(pk=pillar.pk)
    if found.state == Pillar.State.RATIFIED:
        raise Refused(_("This pillar is ratified. Only a vote of the members changes it."))
    if found.state == Pillar.State.DISCARDED:
        raise Refused(_("This draft was discarded. Write a new one."))
    return found
