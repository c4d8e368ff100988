"""The number beside one's menu counts nothing that its page does not show."""

from __future__ import annotations

from tests.cast import Cast
from tests.integration.notify.conftest import Ears
from tests.stages import WORDS, started

from groundswell.notify.selectors.notices import came_for, new_for
from groundswell.responses.services import decline_proposal, invite_author, open_draft, propose_on_draft
from groundswell.responses.shared_text import PARTS

BEFORE = {part: getattr(WORDS, part) for part in PARTS}


def _told(cast: Cast) -> tuple[int, int]:
    """What the menu counts for somebody who writes along, and what the page shows of proposals."""
    shown = came_for(cast.campaign, cast.ada.actor).lines
    return new_for(cast.campaign, cast.ada.actor), len(shown)


def test_what_another_author_decided_already_is_not_counted_as_new(cast: Cast, ears: Ears) -> None:
    draft = started(cast)
    invite_author(response=draft, member=cast.ada.member, actor=cast.cleo.actor)
    open_draft(response=draft, actor=cast.cleo.actor)
    ears.hear()
    before = _told(cast)
    proposal = propose_on_draft(response=draft, before=BEFORE, said={**BEFORE, "title": "Tonight"}, actor=cast.ben.actor)
    ears.hear()
    assert _told(cast) == (before[0] + 1, before[1] + 1)
    decline_proposal(proposal=proposal, words="No.", actor=cast.cleo.actor)
    ears.hear()
    assert _told(cast) == before
