"""Inviting someone to write along: a role over this one answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast
from tests.stages import started

from groundswell.kit.errors import NotHere
from groundswell.responses.policies import can_write
from groundswell.responses.services import invite_author


def test_an_author_invites_and_the_other_may_write(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    response, other = started(cast), started(cast)
    for _ in range(2):
        invite_author(response=response, member=cast.ben.member, actor=cast.cleo.actor)
    assert can_write(cast.ben.actor, response) and not can_write(cast.ben.actor, other)
    assert recorded()[-1:] == ["people.role_granted"] and recorded().count("people.role_granted") == 3


@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_nobody_invites_themselves(cast: Cast, who: str) -> None:
    response = started(cast)
    with pytest.raises(NotHere):
        invite_author(response=response, member=cast.ben.member, actor=getattr(cast, who).actor)
