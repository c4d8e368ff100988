"""Members come into a community, or ask to where entry is by request; and leave again."""

from __future__ import annotations

import pytest
from tests.cast import Cast, player

from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.services import enter_community, found_community, leave_community, let_in, turn_away
from groundswell.kit.errors import NotHere


@pytest.fixture
def choir(cast: Cast) -> Community:
    return found_community(name="Choir of St Brannoc", kind="faith", entry="request", actor=cast.cleo.actor)


def test_an_open_one_is_entered_at_once(cast: Cast, recorded) -> None:
    assert enter_community(community=cast.orchard, actor=cast.ben.actor).state == "in"
    assert recorded() == ["communities.member_entered"]


def test_a_visitor_does_not_enter(cast: Cast, recorded) -> None:
    with pytest.raises(NotHere):
        enter_community(community=cast.orchard, actor=cast.dan.actor)
    assert recorded() == []


def test_entering_twice_is_entering_once(cast: Cast, recorded) -> None:
    first = enter_community(community=cast.orchard, actor=cast.ben.actor)
    assert enter_community(community=cast.orchard, actor=cast.ben.actor) == first
    assert recorded() == ["communities.member_entered"]


def test_by_request_one_asks_and_a_host_lets_in(cast: Cast, choir: Community, recorded) -> None:
    assert enter_community(community=choir, actor=cast.ben.actor).state == "asked"
    assert let_in(community=choir, member_id=cast.ben.member.pk, actor=cast.cleo.actor).state == "in"
    let_in(community=choir, member_id=cast.ben.member.pk, actor=cast.cleo.actor)
    line = LogEntry.objects.get(community=choir, move="let_in")
    assert (line.member_id, line.other_id) == (cast.cleo.member.pk, cast.ben.member.pk)
    assert recorded() == ["communities.member_entered"] * 2


def test_a_host_may_say_no_and_one_may_ask_again(cast: Cast, choir: Community, recorded) -> None:
    enter_community(community=choir, actor=cast.ben.actor)
    turn_away(community=choir, member_id=cast.ben.member.pk, actor=cast.cleo.actor)
    turn_away(community=choir, member_id=cast.ben.member.pk, actor=cast.cleo.actor)
    assert LogEntry.objects.filter(community=choir, move="turned_away").count() == 1
    assert enter_community(community=choir, actor=cast.ben.actor).state == "asked"
    assert recorded() == ["communities.member_entered", "communities.member_left", "communities.member_entered"]


def test_nobody_but_a_host_lets_in(cast: Cast, choir: Community, recorded) -> None:
    enter_community(community=choir, actor=cast.ben.actor)
    for actor in (cast.ben.actor, cast.ada.actor, cast.visitor):
        with pytest.raises(NotHere):
            let_in(community=choir, member_id=cast.ben.member.pk, actor=actor)
        with pytest.raises(NotHere):
            turn_away(community=choir, member_id=cast.ben.member.pk, actor=actor)
    assert Membership.objects.get(community=choir, member=cast.ben.member).state == "asked"
    assert recorded() == ["communities.member_entered"]


def test_nobody_is_let_in_who_did_not_ask(cast: Cast, choir: Community, recorded) -> None:
    with pytest.raises(NotHere):
        let_in(community=choir, member_id=cast.ada.member.pk, actor=cast.cleo.actor)
    assert recorded() == []


def test_whom_a_host_invites_comes_straight_in_and_others_ask(cast: Cast, choir: Community, recorded) -> None:
    eve = player(cast.campaign, "Eve")
    assert enter_community(community=choir, invited_by=cast.cleo.member, actor=cast.ben.actor).state == "in"
    membership = enter_community(community=choir, invited_by=cast.ben.member, actor=eve.actor)
    assert (membership.state, membership.invited_by) == ("asked", cast.ben.member)
    assert enter_community(community=choir, invited_by=cast.cleo.member, actor=eve.actor).state == "in"
    assert recorded()[-3:] == ["communities.member_entered"] * 3


def test_one_leaves_and_comes_back(cast: Cast, recorded) -> None:
    leave_community(community=cast.ferry, actor=cast.cleo.actor)
    leave_community(community=cast.ferry, actor=cast.cleo.actor)
    assert Membership.objects.get(community=cast.ferry, member=cast.cleo.member).state == "left"
    assert enter_community(community=cast.ferry, actor=cast.cleo.actor).state == "in"
    assert recorded() == ["communities.member_left", "communities.member_entered"]
