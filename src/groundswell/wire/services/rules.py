"""Changes the words of a campaign by which entries come in or stay out."""

from __future__ import annotations

from django.db import transaction

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.text import passage
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire.events import RulesChanged
from groundswell.wire.feeds.rules import phrases
from groundswell.wire.models import WireRules
from groundswell.wire.policies import can_change_rules

_WORDS = 10_000


@transaction.atomic
def change_rules(*, keep_words: str, drop_words: str, actor: Actor) -> WireRules:
    """Write down the campaign's words; everyone can read them, and who changed them."""
    allow(can_change_rules(actor))
    member = member_of(actor)
    keep = passage(keep_words, limit=_WORDS, field="keep_words")
    drop = passage(drop_words, limit=_WORDS, field="drop_words")
    rules = WireRules.objects.select_for_update().filter(campaign_id=member.campaign_id).first()
    if rules is None:
        rules = WireRules.objects.create(campaign_id=member.campaign_id, changed_at=now())
    elif (rules.keep_words, rules.drop_words) == (keep, drop):
        return rules
    rules.keep_words, rules.drop_words, rules.changed_by, rules.changed_at = keep, drop, member, now()
    rules.save(update_fields=["keep_words", "drop_words", "changed_by", "changed_at"])
    record(RulesChanged(keep=len(phrases(keep)), drop=len(phrases(drop))), actor=actor, subject=rules)
    return rules
