"""Any member of the community adjusts a tactic with a reason: a new revision, the old one stays."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.communities.services import leave_community
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic
from groundswell.strategy.services.tactics import TacticWords, adjust_tactic, move_tactic, propose_tactic

REASON = "The board moved its meeting."


def test_a_member_who_did_not_propose_it_adjusts_it(cast: Cast, tactic: Tactic, other_words: TacticWords, recorded) -> None:
    revision = adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.cleo.actor)
    assert (revision.number, revision.what, revision.reason) == (2, other_words.what, REASON)
    assert revision.revised_by_id == cast.cleo.member.pk and tactic.revisions.count() == 2
    entry = LedgerEntry.objects.get(move="adjusted")
    assert (entry.tactic, entry.revision, entry.reason) == (tactic, revision, REASON)
    assert recorded() == ["strategy.tactic_adjusted"]


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_outside_the_community_nobody_does_stewards_neither(
    cast: Cast, tactic: Tactic, other_words: TacticWords, recorded, who: str
) -> None:
    with pytest.raises(NotHere):
        adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=getattr(cast, who).actor)
    assert tactic.revisions.count() == 1 and recorded() == []


def test_whoever_left_the_community_does_not(cast: Cast, tactic: Tactic, other_words: TacticWords, recorded) -> None:
    leave_community(community=cast.ferry, actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.cleo.actor)
    assert recorded() == ["communities.member_left"]


def test_any_member_adjusts_what_is_for_all(
    cast: Cast, pillars: list[Pillar], words: TacticWords, other_words: TacticWords, recorded
) -> None:
    tactic = propose_tactic(pillar=pillars[0], community=None, words=words, actor=cast.ben.actor)
    adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.ada.actor)
    assert recorded() == ["strategy.tactic_proposed", "strategy.tactic_adjusted"]


def test_two_who_write_at_once_do_not_overwrite_each_other(
    cast: Cast, tactic: Tactic, words: TacticWords, other_words: TacticWords, recorded
) -> None:
    adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.cleo.actor)
    with pytest.raises(Refused, match="while you were writing"):
        adjust_tactic(tactic=tactic, words=words, reason="Back again.", seen=1, actor=cast.ben.actor)
    assert recorded() == ["strategy.tactic_adjusted"]


def test_the_same_form_sent_twice_is_one_revision(cast: Cast, tactic: Tactic, other_words: TacticWords, recorded) -> None:
    first = adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.cleo.actor)
    assert adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.cleo.actor) == first
    assert recorded() == ["strategy.tactic_adjusted"]


def test_it_takes_a_change_and_a_reason(
    cast: Cast, tactic: Tactic, words: TacticWords, other_words: TacticWords, recorded
) -> None:
    for said, reason, field in ((words, REASON, "what"), (other_words, " ", "reason"), (other_words, "r" * 501, "reason")):
        with pytest.raises(BadInput) as refusal:
            adjust_tactic(tactic=tactic, words=said, reason=reason, seen=1, actor=cast.ben.actor)
        assert refusal.value.field == field
    assert recorded() == []


def test_a_kept_tactic_that_is_adjusted_runs_again(cast: Cast, tactic: Tactic, other_words: TacticWords, recorded) -> None:
    move_tactic(tactic=tactic, move=LedgerEntry.Move.STARTED, actor=cast.ben.actor)
    move_tactic(tactic=tactic, move=LedgerEntry.Move.KEPT, reason="24 more came.", actor=cast.ben.actor)
    adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.cleo.actor)
    tactic.refresh_from_db()
    assert tactic.state == "running"
    assert recorded() == ["strategy.tactic_moved", "strategy.tactic_moved", "strategy.tactic_adjusted"]


def test_a_dropped_tactic_is_taken_up_again_before_it_is_adjusted(
    cast: Cast, tactic: Tactic, other_words: TacticWords, recorded
) -> None:
    move_tactic(tactic=tactic, move=LedgerEntry.Move.DROPPED, reason="Nobody came.", actor=cast.ben.actor)
    with pytest.raises(Refused, match="dropped"):
        adjust_tactic(tactic=tactic, words=other_words, reason=REASON, seen=1, actor=cast.ben.actor)
    assert recorded() == ["strategy.tactic_moved"]
