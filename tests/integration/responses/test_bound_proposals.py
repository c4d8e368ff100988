"""What members propose on an open draft costs those who write it no more than they can read."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.stages import WORDS, started

from groundswell.kit.errors import Refused
from groundswell.responses.models import Proposal, Response
from groundswell.responses.selectors import along
from groundswell.responses.selectors.along import beside
from groundswell.responses.services import decline_proposal, open_draft, propose_on_draft
from groundswell.responses.services.opening import MOST_OPEN
from groundswell.responses.shared_text import PARTS

BEFORE = {part: getattr(WORDS, part) for part in PARTS}


@pytest.fixture
def draft(cast: Cast) -> Response:
    """Cleo's draft, open to members."""
    response = started(cast)
    open_draft(response=response, actor=cast.cleo.actor)
    return response


def _suggested(cast: Cast, draft: Response, number: int) -> Proposal:
    said = {**BEFORE, "title": f"Ask for the samples, {number}"}
    return propose_on_draft(response=draft, before=BEFORE, said=said, actor=cast.ben.actor)


def test_a_few_wait_and_the_next_comes_after_an_answer(cast: Cast, draft: Response) -> None:
    first, *_others = (_suggested(cast, draft, number) for number in range(MOST_OPEN))
    with pytest.raises(Refused, match="waits for its writers"):
        _suggested(cast, draft, MOST_OPEN)
    decline_proposal(proposal=first, words="Not tonight.", actor=cast.cleo.actor)
    assert _suggested(cast, draft, MOST_OPEN).state == "open"


def test_the_oldest_are_shown_beside_the_draft_and_the_next_comes_up(
    cast: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(along, "MOST_BESIDE", 2)
    waiting = [_suggested(cast, draft, number) for number in range(3)]
    copy = draft.working_copies.get()
    assert [one.proposal for one in beside(copy, cast.cleo.actor)] == waiting[:2]
    decline_proposal(proposal=waiting[0], words="Not tonight.", actor=cast.cleo.actor)
    assert [one.proposal for one in beside(copy, cast.cleo.actor)] == waiting[1:]
