"""A role is laid down, handed over or taken back by who gave it; the last one may not leave a thing without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast, Player

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.people.models import RoleGrant
from groundswell.people.selectors import grant_at, holders
from groundswell.people.services import end_role, grant_role, hand_over_role, make_steward

Recorded = Callable[[], list[str]]


def _share(cast: Cast, to: Player) -> RoleGrant:
    assert to.member
    return grant_role(member=to.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)


def _first(cast: Cast) -> RoleGrant:
    return holders("community", cast.ferry.pk)[0]


def test_a_shared_role_is_laid_down(cast: Cast, recorded: Recorded) -> None:
    _share(cast, cast.cleo)
    end_role(grant=_first(cast), actor=cast.ben.actor)
    assert [one.member_id for one in holders("community", cast.ferry.pk)] == [cast.cleo.member and cast.cleo.member.pk]
    assert recorded() == ["people.role_granted", "people.role_ended"]


def test_the_last_steward_may_not(cast: Cast, recorded: Recorded) -> None:
    with pytest.raises(Refused, match="hand it over first"):
        end_role(grant=holders("campaign", cast.campaign.pk)[0], actor=cast.ada.actor)
    assert cast.ada.actor.is_steward
    assert recorded() == []


def test_the_last_host_may_and_the_community_sleeps(cast: Cast, recorded: Recorded) -> None:
    end_role(grant=_first(cast), actor=cast.ben.actor)
    assert not cast.ben.actor.has("host", "community", cast.ferry.pk)
    assert recorded() == ["people.role_ended"]


def test_who_gave_it_takes_it_back(cast: Cast, recorded: Recorded) -> None:
    grant = _share(cast, cast.cleo)
    end_role(grant=grant, actor=cast.ben.actor)
    assert not cast.cleo.actor.has("host", "community", cast.ferry.pk)
    assert recorded() == ["people.role_granted", "people.role_ended"]


def test_nobody_else_unseats_anyone(cast: Cast, recorded: Recorded) -> None:
    _share(cast, cast.cleo)
    for other in (cast.cleo.actor, cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            end_role(grant=_first(cast), actor=other)
    assert recorded() == ["people.role_granted"]


def test_an_ended_role_is_not_there(cast: Cast) -> None:
    grant = _share(cast, cast.cleo)
    end_role(grant=grant, actor=cast.ben.actor)
    with pytest.raises(NotHere):
        grant_at(grant.pk)
    grant.refresh_from_db()
    with pytest.raises(NotHere):
        end_role(grant=grant, actor=cast.ben.actor)


def test_handing_over_leaves_no_gap(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    hand_over_role(grant=_first(cast), member=cast.cleo.member, actor=cast.ben.actor)
    assert cast.cleo.actor.has("host", "community", cast.ferry.pk)
    assert not cast.ben.actor.has("host", "community", cast.ferry.pk)
    assert recorded() == ["people.role_granted", "people.role_ended"]


def test_a_steward_hands_over_the_campaign(cast: Cast, recorded: Recorded) -> None:
    assert cast.ben.member
    mine = holders("campaign", cast.campaign.pk)[0]
    hand_over_role(grant=mine, member=cast.ben.member, actor=cast.ada.actor)
    assert cast.ben.actor.is_steward and not cast.ada.actor.is_steward
    with pytest.raises(NotHere):
        make_steward(member=cast.ben.member, actor=cast.ada.actor)
    assert recorded() == ["people.role_granted", "people.role_ended"]


def test_only_the_holder_hands_over_and_not_to_themselves(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member and cast.ben.member
    with pytest.raises(BadInput):
        hand_over_role(grant=_first(cast), member=cast.ben.member, actor=cast.ben.actor)
    for other in (cast.ada.actor, cast.cleo.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            hand_over_role(grant=_first(cast), member=cast.cleo.member, actor=other)
    assert recorded() == []
