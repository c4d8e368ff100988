"""Any member invites into the campaign; another room says who may invite into its things."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.cast import Cast, assemble

from groundswell.kit.db import scope
from groundswell.kit.errors import NotHere
from groundswell.people import invitations
from groundswell.people.models import Member
from groundswell.people.selectors import invite_at, invite_by, invites_of
from groundswell.people.services import end_invite, leave_campaign, make_invite

Recorded = Callable[[], list[str]]


@pytest.fixture
def street() -> Iterator[list[object]]:
    """A kind of thing that hosts of communities may invite into; the list tells who came in."""
    came: list[object] = []

    def enter(thing_id: object, *, invited_by: Member | None, actor: object) -> None:
        came.append((thing_id, invited_by))

    invitations.register("street", enter, may_invite=lambda actor, thing_id: actor.has("host", "community", thing_id))
    yield came
    invitations._destinations.pop("street")


def test_a_member_has_one_link_into_the_campaign(cast: Cast, recorded: Recorded) -> None:
    invite = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor)
    again = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor)
    assert again == invite == invite_at(invite.code)
    assert invite_at(invite.code).made_by == cast.cleo.member
    assert recorded() == ["people.invite_made"]


def test_nobody_outside_invites(cast: Cast, recorded: Recorded) -> None:
    for other in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=other)
    assert recorded() == []


def test_nobody_invites_into_another_campaign(db: None) -> None:
    ellery, holt = assemble(), assemble("holt")
    with scope(ellery.campaign.pk), pytest.raises(NotHere):
        make_invite(thing="campaign", thing_id=holt.campaign.pk, actor=ellery.cleo.actor)
    with scope(holt.campaign.pk):
        code = make_invite(thing="campaign", thing_id=holt.campaign.pk, actor=holt.cleo.actor).code
    with scope(ellery.campaign.pk), pytest.raises(NotHere):
        invite_at(code)


def test_the_things_own_room_says_who_invites(cast: Cast, street: list[object], recorded: Recorded) -> None:
    invite = make_invite(thing="street", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    with pytest.raises(NotHere):
        make_invite(thing="street", thing_id=cast.ferry.pk, actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        make_invite(thing="lane", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    invitations.enter("street", invite.thing_id, invited_by=invite.made_by, actor=cast.cleo.actor)
    assert street == [(cast.ferry.pk, cast.ben.member)]
    assert recorded() == ["people.invite_made"]


def test_an_ended_link_lets_nobody_in(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    invite = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor)
    for other in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            end_invite(invite=invite, actor=other)
        with pytest.raises(NotHere):
            invite_by(other, invite.pk)
    end_invite(invite=invite_by(cast.cleo.actor, invite.pk), actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        invite_at(invite.code)
    assert invites_of(cast.cleo.member) == []
    fresh = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor)
    assert fresh.code != invite.code
    assert recorded() == ["people.invite_made", "people.invite_ended", "people.invite_made"]


def test_the_link_of_somebody_who_left_lets_nobody_in(cast: Cast) -> None:
    assert cast.ada.member
    from groundswell.people.services import make_steward

    invite = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.ada.actor)
    assert cast.ben.member
    make_steward(member=cast.ben.member, actor=cast.ada.actor)
    leave_campaign(member=cast.ada.member, actor=cast.ada.actor)
    with pytest.raises(NotHere):
        invite_at(invite.code)
