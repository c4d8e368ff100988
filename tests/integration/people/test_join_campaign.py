"""Joining makes a member once, with consent on record, and brings back those who left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast

from groundswell.kit.actor import Actor
from groundswell.kit.errors import BadInput
from groundswell.people.models import Account, Consent, Member
from groundswell.people.selectors import subjects_of
from groundswell.people.services import CONSENT_WORDING, join_campaign, leave_campaign

Recorded = Callable[[], list[str]]


def _join(cast: Cast, account: Account, **said: object) -> Member:
    actor = Actor(campaign_id=cast.campaign.pk, account_id=account.pk)
    return join_campaign(**{"campaign": cast.campaign, "account": account, "name": "Dan", "actor": actor, **said})  # type: ignore[arg-type]


def test_what_was_said_is_kept_clean(cast: Cast, recorded: Recorded) -> None:
    member = _join(
        cast,
        cast.dan.account,
        name="  Dan <b>Doe</b> ",
        place="Ferry\nStreet",
        why="The bridge.\nAnd the school.",
        knows=["Bridges", "bridges ", "", "bees", "tides", "ferries", "rope", "too many"],
        language="es",
        invited_by=cast.ben.member,
    )
    assert (member.person.name, member.person.place) == ("Dan Doe", "Ferry Street")
    assert (member.why, member.language, member.invited_by) == ("The bridge.\nAnd the school.", "es", cast.ben.member)
    assert subjects_of(member) == ["bees", "bridges", "ferries", "rope", "tides"]
    consent = Consent.objects.get(person=member.person)
    assert (consent.purpose, consent.wording, consent.withdrawn_at) == ("membership", CONSENT_WORDING, None)
    assert recorded() == ["people.member_joined"]


def test_joining_twice_is_joining_once(cast: Cast, recorded: Recorded) -> None:
    first = _join(cast, cast.dan.account)
    assert _join(cast, cast.dan.account, name="Somebody else") == first
    assert recorded() == ["people.member_joined"]


def test_a_name_is_needed(cast: Cast, recorded: Recorded) -> None:
    with pytest.raises(BadInput) as refusal:
        _join(cast, cast.dan.account, name=" <i></i> ")
    assert refusal.value.field == "name"
    assert recorded() == []


def test_coming_back_finds_what_one_had_said(cast: Cast, recorded: Recorded) -> None:
    member = _join(cast, cast.dan.account, place="Ferry Street", why="The bridge.")
    leave_campaign(member=member, actor=cast.dan.actor)
    assert not cast.dan.actor.is_member
    again = _join(cast, cast.dan.account, name="Daniel")
    again.refresh_from_db()
    assert (again.pk, again.person.name, again.person.place, again.why) == (member.pk, "Daniel", "Ferry Street", "The bridge.")
    assert cast.dan.actor.is_member
    assert Consent.objects.filter(person=member.person).count() == 2
    assert recorded() == ["people.member_joined", "people.member_left", "people.member_joined"]
