"""A member of a community takes a link of their own to what it adopted: one each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast
from tests.stages import adopted

from groundswell.kit.errors import NotHere, Refused
from groundswell.responses.services import end_adoption
from groundswell.sharing.models import PassOn
from groundswell.sharing.services import make_pass_on


def test_a_member_of_the_community_gets_one_link(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    adoption = adopted(cast)
    before = recorded()
    made = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    again = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    assert made.pk == again.pk and PassOn.objects.count() == 1
    assert (made.member_id, made.hand, made.root_id, made.parent_id) == (cast.ben.member.pk, 1, made.pk, None)
    other = make_pass_on(adoption=adoption, actor=cast.cleo.actor)
    assert other.code != made.code and other.root_id == other.pk, "each member begins a chain of their own"
    assert recorded()[len(before) :] == ["sharing.pass_on_made", "sharing.pass_on_made"]


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_others_get_none(cast: Cast, recorded: Callable[[], list[str]], who: str) -> None:
    adoption = adopted(cast)
    before = recorded()
    with pytest.raises(NotHere):
        make_pass_on(adoption=adoption, actor=getattr(cast, who).actor)
    with pytest.raises(NotHere):
        make_pass_on(adoption=adoption, actor=cast.visitor)
    assert recorded() == before and not PassOn.objects.exists()


def test_an_answer_that_was_let_go_makes_no_new_links(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    adoption = end_adoption(adoption=adopted(cast), actor=cast.ben.actor)
    before = recorded()
    with pytest.raises(Refused, match="Ferry Street no longer uses this answer"):
        make_pass_on(adoption=adoption, actor=cast.ben.actor)
    assert recorded() == before
