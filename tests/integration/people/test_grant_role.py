"""A role is over one thing; whoever holds it shares it, and nobody else can."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast, assemble

from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, NotHere
from groundswell.people.selectors import holders
from groundswell.people.services import grant_role, leave_campaign

Recorded = Callable[[], list[str]]


def test_a_host_shares_the_role_and_keeps_it(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    for _press in range(2):
        grant_role(member=cast.cleo.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    assert [one.member.display_name for one in holders("community", cast.ferry.pk)] == ["Ben", "Cleo"]
    assert cast.cleo.actor.has("host", "community", cast.ferry.pk)
    assert not cast.cleo.actor.is_steward
    assert recorded() == ["people.role_granted"]


def test_a_role_over_one_thing_gives_nothing_over_another(cast: Cast, recorded: Recorded) -> None:
    assert cast.ada.member and cast.cleo.member
    with pytest.raises(NotHere):  # a steward is no host
        grant_role(member=cast.ada.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ada.actor)
    with pytest.raises(NotHere):  # a host is no steward
        grant_role(
            member=cast.ben.member or cast.cleo.member,
            role="steward",
            thing="campaign",
            thing_id=cast.campaign.pk,
            actor=cast.ben.actor,
        )
    with pytest.raises(NotHere):  # Ben hosts another community
        grant_role(member=cast.cleo.member, role="host", thing="community", thing_id=cast.orchard.pk, actor=cast.ben.actor)
    assert recorded() == []


def test_a_role_fits_its_thing(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    with pytest.raises(BadInput):
        grant_role(member=cast.cleo.member, role="steward", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    with pytest.raises(NotHere):
        grant_role(member=cast.cleo.member, role="king", thing="kingdom", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    assert recorded() == []


def test_only_a_present_member_holds_one(cast: Cast) -> None:
    assert cast.cleo.member and cast.ben.member
    grant_role(member=cast.ben.member, role="host", thing="community", thing_id=cast.orchard.pk, actor=cast.cleo.actor)
    leave_campaign(member=cast.cleo.member, actor=cast.cleo.actor)
    with pytest.raises(BadInput):
        grant_role(member=cast.cleo.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)


def test_a_member_of_another_campaign_holds_none_here(db: None) -> None:
    ellery, holt = assemble(), assemble("holt")
    with scope(ellery.campaign.pk), pytest.raises(BadInput):
        assert holt.cleo.member
        grant_role(
            member=holt.cleo.member,
            role="steward",
            thing="campaign",
            thing_id=ellery.campaign.pk,
            actor=ellery.ada.actor,
        )
