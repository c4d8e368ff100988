"""Whoever came by a link takes one of their own, the next hand of the same chain, with or without an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast
from tests.stages import adopted, second_version

from groundswell.kit.errors import Refused
from groundswell.responses.services import adopt_version, end_adoption
from groundswell.sharing.models import PassOn
from groundswell.sharing.services import make_pass_on, pass_further


def test_a_visitor_is_the_next_hand(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    first = make_pass_on(adoption=adopted(cast), actor=cast.ben.actor)
    before = recorded()
    second = pass_further(pass_on=first, key="a", actor=cast.visitor)
    third = pass_further(pass_on=second, key="b", actor=cast.visitor)
    assert [(one.hand, one.parent_id, one.root_id, one.member_id) for one in (second, third)] == [
        (2, first.pk, first.pk, None),
        (3, second.pk, first.pk, None),
    ]
    assert len({first.code, second.code, third.code}) == 3
    assert recorded()[len(before) :] == ["sharing.pass_on_made", "sharing.pass_on_made"]


def test_a_form_sent_twice_makes_one_link(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    first = make_pass_on(adoption=adopted(cast), actor=cast.ben.actor)
    before = recorded()
    once, twice = (pass_further(pass_on=first, key="same page", actor=cast.visitor) for _ in range(2))
    other = pass_further(pass_on=first, key="another page", actor=cast.visitor)
    assert once.pk == twice.pk != other.pk
    assert recorded()[len(before) :] == ["sharing.pass_on_made", "sharing.pass_on_made"]


def test_a_member_keeps_one_link_whatever_they_came_by(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    adoption = adopted(cast)
    first = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    before = recorded()
    ada = pass_further(pass_on=first, key="a", actor=cast.ada.actor)
    assert (ada.member_id, ada.parent_id, ada.hand) == (cast.ada.member.pk, first.pk, 2)
    assert pass_further(pass_on=first, key="b", actor=cast.ada.actor).pk == ada.pk
    assert pass_further(pass_on=ada, key="c", actor=cast.ben.actor).pk == first.pk, "their own first hand"
    assert PassOn.objects.count() == 2
    assert recorded()[len(before) :] == ["sharing.pass_on_made"]


def test_the_chain_goes_on_with_the_communitys_newer_version(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    adoption = adopted(cast)
    first = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    newer = adopt_version(version=second_version(cast, adoption.version), community=cast.ferry, actor=cast.ben.actor)
    before = recorded()
    second = pass_further(pass_on=first, key="a", actor=cast.visitor)
    assert (second.adoption_id, second.parent_id, second.hand) == (newer.pk, first.pk, 2)
    assert recorded()[len(before) :] == ["sharing.pass_on_made"]


def test_an_answer_that_was_let_go_goes_no_further(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    adoption = adopted(cast)
    first = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    end_adoption(adoption=adoption, actor=cast.ben.actor)
    before = recorded()
    with pytest.raises(Refused, match="no longer uses this answer"):
        pass_further(pass_on=PassOn.objects.get(pk=first.pk), key="a", actor=cast.visitor)
    assert recorded() == before
