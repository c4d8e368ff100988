"""Several host; one shares hosting, hands it over or lays it down; what nobody hosts sleeps, and a member wakes it."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.communities.models import LogEntry, Membership
from groundswell.communities.policies import can_host
from groundswell.communities.selectors import hosts
from groundswell.communities.services import add_host, enter_community, hand_over, leave_community, step_down, wake_community
from groundswell.kit.errors import NotHere, Refused
from groundswell.people.services import grant_role, leave_campaign


def _moves(cast: Cast) -> list[str]:
    return list(LogEntry.objects.filter(community=cast.ferry).order_by("id").values_list("move", flat=True))


def test_a_host_makes_another_member_a_host(cast: Cast, recorded, caught_up) -> None:
    add_host(community=cast.ferry, member_id=cast.cleo.member.pk, actor=cast.ben.actor)
    add_host(community=cast.ferry, member_id=cast.cleo.member.pk, actor=cast.ben.actor)
    assert hosts(cast.ferry) == [cast.ben.member, cast.cleo.member] and can_host(cast.cleo.actor, cast.ferry)
    caught_up()
    assert _moves(cast) == ["founded", "host_added"]
    assert recorded() == ["people.role_granted"]


def test_only_hosts_do_and_only_members_of_it_become_one(cast: Cast, recorded) -> None:
    for actor in (cast.cleo.actor, cast.ada.actor, cast.visitor):
        with pytest.raises(NotHere):
            add_host(community=cast.ferry, member_id=cast.cleo.member.pk, actor=actor)
    with pytest.raises(NotHere):
        add_host(community=cast.ferry, member_id=cast.ada.member.pk, actor=cast.ben.actor)
    assert recorded() == []


def test_hosting_is_handed_over(cast: Cast, recorded, caught_up) -> None:
    hand_over(community=cast.ferry, member_id=cast.cleo.member.pk, actor=cast.ben.actor)
    assert hosts(cast.ferry) == [cast.cleo.member]
    caught_up()
    cast.ferry.refresh_from_db()
    assert cast.ferry.asleep_since is None and _moves(cast) == ["founded", "host_added", "host_left"]
    assert recorded() == ["people.role_granted", "people.role_ended"]


def test_to_oneself_it_cannot_be_handed(cast: Cast, recorded) -> None:
    with pytest.raises(Refused):
        hand_over(community=cast.ferry, member_id=cast.ben.member.pk, actor=cast.ben.actor)
    assert recorded() == []


def test_without_hosts_it_sleeps_until_a_member_wakes_it(cast: Cast, recorded, caught_up) -> None:
    step_down(community=cast.ferry, actor=cast.ben.actor)
    caught_up()
    cast.ferry.refresh_from_db()
    assert cast.ferry.asleep_since is not None and hosts(cast.ferry) == []
    wake_community(community=cast.ferry, actor=cast.cleo.actor)
    caught_up()
    cast.ferry.refresh_from_db()
    assert cast.ferry.asleep_since is None and hosts(cast.ferry) == [cast.cleo.member]
    assert _moves(cast) == ["founded", "host_left", "slept", "woken"]
    assert recorded() == [
        "people.role_ended",
        "communities.community_slept",
        "people.role_granted",
        "communities.community_woke",
    ]


def test_woken_before_anyone_noticed_it_never_slept(cast: Cast, recorded, caught_up) -> None:
    step_down(community=cast.ferry, actor=cast.ben.actor)
    wake_community(community=cast.ferry, actor=cast.cleo.actor)
    caught_up()
    cast.ferry.refresh_from_db()
    assert cast.ferry.asleep_since is None and "communities.community_slept" not in recorded()


def test_outside_it_nobody_wakes_it_while_someone_is_in(cast: Cast, recorded) -> None:
    step_down(community=cast.ferry, actor=cast.ben.actor)
    for actor in (cast.ada.actor, cast.visitor):
        with pytest.raises(NotHere):
            wake_community(community=cast.ferry, actor=actor)
    assert recorded() == ["people.role_ended"]


def test_an_empty_one_is_woken_by_any_member(cast: Cast, recorded) -> None:
    leave_community(community=cast.orchard, actor=cast.cleo.actor)
    wake_community(community=cast.orchard, actor=cast.ada.actor)
    assert hosts(cast.orchard) == [cast.ada.member]
    assert recorded() == [
        "people.role_ended",
        "communities.member_left",
        "communities.member_entered",
        "people.role_granted",
        "communities.community_woke",
    ]


def test_one_that_is_hosted_is_not_woken(cast: Cast, recorded) -> None:
    with pytest.raises(Refused):
        wake_community(community=cast.ferry, actor=cast.cleo.actor)
    assert recorded() == []


def test_a_host_who_leaves_lays_hosting_down(cast: Cast, recorded) -> None:
    enter_community(community=cast.orchard, actor=cast.ben.actor)
    add_host(community=cast.orchard, member_id=cast.ben.member.pk, actor=cast.cleo.actor)
    leave_community(community=cast.orchard, actor=cast.cleo.actor)
    assert hosts(cast.orchard) == [cast.ben.member]
    assert recorded()[-2:] == ["people.role_ended", "communities.member_left"]


def test_who_leaves_the_campaign_leaves_its_communities_and_they_sleep(cast: Cast, recorded, caught_up) -> None:
    leave_campaign(member=cast.ben.member, actor=cast.ben.actor)
    caught_up()
    cast.ferry.refresh_from_db()
    assert cast.ferry.asleep_since is not None
    assert Membership.objects.get(community=cast.ferry, member=cast.ben.member).state == "left"
    assert recorded() == [
        "people.role_ended",
        "people.member_left",
        "communities.community_slept",
        "communities.member_left",
    ]


def test_who_is_made_host_by_another_door_is_in_and_on_the_log(cast: Cast, recorded, caught_up) -> None:
    grant_role(member=cast.ada.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    caught_up()
    assert Membership.objects.get(community=cast.ferry, member=cast.ada.member).state == "in"
    assert _moves(cast) == ["founded", "host_added"]
    assert recorded() == ["people.role_granted", "communities.member_entered"]
