"""Inviting someone to write along: a role over this one answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import started

from groundswell.kit.errors import NotHere
from groundswell.responses.policies import can_write
from groundswell.responses.services import invite_author

Ask = Callable[..., HttpResponse]


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


def test_the_page_finds_members_by_name_and_asks_them(cast: Cast, ask: Ask) -> None:
    response = started(cast)
    text = ask(f"{response.pk}/authors/?name=be", "cleo").content.decode()
    assert "Ben" in text and "Ada" not in text
    ask(f"{response.pk}/authors/invite/", "cleo", {"member": str(cast.ben.member.pk)})
    assert ask(f"{response.pk}/edit/", "ben").status_code == 200
    assert "Nobody of that name" in ask(f"{response.pk}/authors/?name=be", "cleo").content.decode()
    for member in ("", "nonsense", str(response.pk)):
        assert ask(f"{response.pk}/authors/invite/", "cleo", {"member": member}).status_code == 404
