"""Leaving ends roles, invites and consent; nobody leaves a campaign or a community without anyone to look after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast

from groundswell.kit.errors import NotHere, Refused
from groundswell.people.models import Consent, Invite, RoleGrant
from groundswell.people.services import grant_role, leave_campaign, make_invite, make_steward

Recorded = Callable[[], list[str]]


def test_roles_invites_and_consent_end(cast: Cast, recorded: Recorded) -> None:
    assert cast.ben.member and cast.cleo.member
    make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.ben.actor)
    grant_role(member=cast.cleo.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    leave_campaign(member=cast.ben.member, actor=cast.ben.actor)
    assert not cast.ben.actor.is_member
    assert not RoleGrant.objects.filter(member=cast.ben.member, ended_at__isnull=True).exists()
    assert not Invite.objects.filter(made_by=cast.ben.member, ended_at__isnull=True).exists()
    assert Consent.objects.get(person=cast.ben.member.person).withdrawn_at is not None
    assert recorded() == ["people.invite_made", "people.role_granted", "people.role_ended", "people.member_left"]


def test_the_last_steward_hands_over_first(cast: Cast, recorded: Recorded) -> None:
    assert cast.ada.member and cast.cleo.member
    with pytest.raises(Refused, match="last steward"):
        leave_campaign(member=cast.ada.member, actor=cast.ada.actor)
    assert cast.ada.actor.is_steward
    make_steward(member=cast.cleo.member, actor=cast.ada.actor)
    leave_campaign(member=cast.ada.member, actor=cast.ada.actor)
    assert recorded() == ["people.role_granted", "people.role_ended", "people.member_left"]


def test_the_last_host_may_go_their_community_sleeps(cast: Cast, recorded: Recorded) -> None:
    assert cast.ben.member
    leave_campaign(member=cast.ben.member, actor=cast.ben.actor)
    assert recorded() == ["people.role_ended", "people.member_left"]


def test_an_author_may_go_their_answer_stays(cast: Cast, recorded: Recorded) -> None:
    assert cast.ben.member and cast.cleo.member
    from groundswell.kit.actor import machine
    from groundswell.kit.ids import uuid7

    first = machine(cast.campaign.pk)
    grant_role(member=cast.cleo.member, role="author", thing="response", thing_id=uuid7(), actor=first)
    grant_role(member=cast.ben.member, role="host", thing="community", thing_id=cast.orchard.pk, actor=cast.cleo.actor)
    leave_campaign(member=cast.cleo.member, actor=cast.cleo.actor)
    assert recorded()[2:] == ["people.role_ended", "people.role_ended", "people.member_left"]


def test_nobody_takes_another_out(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    for outsider in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            leave_campaign(member=cast.cleo.member, actor=outsider)
    assert recorded() == []
