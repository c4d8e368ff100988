"""Who asks is erased: nothing personal stays, contributions stay by a former member, and the pulse never held a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import Cast, assemble

from groundswell.kit.clock import now
from groundswell.kit.db import as_system, scope
from groundswell.kit.errors import NotHere, Refused
from groundswell.people.models import Account, Consent, Knows, Member, Person
from groundswell.people.services import (
    change_profile,
    erase_member,
    erase_those_who_left,
    forget_unused_accounts,
    grant_role,
    join_campaign,
    leave_campaign,
    prepare_account,
)

Recorded = Callable[[], list[str]]


def _say(cast: Cast) -> Member:
    """Let Cleo say a lot of herself, and be free to go."""
    assert cast.cleo.member and cast.ben.member
    grant_role(member=cast.ben.member, role="host", thing="community", thing_id=cast.orchard.pk, actor=cast.cleo.actor)
    return change_profile(
        member=cast.cleo.member,
        name="Cleo Zanzibar",
        place="Orchard Zanzibar",
        why="Zanzibar",
        knows=["zanzibar"],
        language="es",
        actor=cast.cleo.actor,
    )


def _everything_in_the_database() -> str:
    """Return every row of every table as text, as far as the campaign's scope and the pulse show it."""
    text = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND has_table_privilege('gs_app', oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            text += [row[0] for row in cursor.fetchall()]
    return "\n".join(text)


def test_nothing_personal_stays(cast: Cast, recorded: Recorded) -> None:
    member = _say(cast)
    before = recorded()
    assert "Zanzibar" in _everything_in_the_database()
    erase_member(member=member, actor=cast.cleo.actor)
    left = _everything_in_the_database()
    assert "anzibar" not in left and cast.cleo.account.email not in left
    assert not Account.objects.filter(pk=cast.cleo.account.pk).exists()
    member = Member.objects.select_related("person").get(pk=member.pk)
    assert member.display_name == "a former member"
    assert member.person.erased_at is not None and member.account_id is None
    assert not Knows.objects.filter(member=member).exists()
    assert recorded()[len(before) :] == ["people.role_ended", "people.member_erased"]


def test_that_someone_consented_stays_without_who(cast: Cast) -> None:
    member = _say(cast)
    with_names = Consent.objects.exclude(person=None).count()
    erase_member(member=member, actor=cast.cleo.actor)
    assert Consent.objects.exclude(person=None).count() == with_names - 1
    assert Consent.objects.get(person=None).withdrawn_at is not None


def test_an_account_used_elsewhere_stays(db: None) -> None:
    ellery, holt = assemble(), assemble("holt")
    with scope(holt.campaign.pk):
        join_campaign(campaign=holt.campaign, account=ellery.dan.account, name="Dan", actor=holt.dan.actor)
    with scope(ellery.campaign.pk):
        actor = ellery.dan.actor
        member = join_campaign(campaign=ellery.campaign, account=ellery.dan.account, name="Dan", actor=actor)
        erase_member(member=member, actor=ellery.dan.actor)
        assert Account.objects.filter(pk=ellery.dan.account.pk).exists()
    with scope(holt.campaign.pk):
        assert Member.objects.get(account=ellery.dan.account).person.name == "Dan"


def test_who_left_may_still_be_erased(cast: Cast, recorded: Recorded) -> None:
    member = _say(cast)
    leave_campaign(member=member, actor=cast.cleo.actor)
    member.refresh_from_db()
    erase_member(member=member, actor=cast.cleo.actor)
    assert Person.objects.get(pk=member.person_id).name == ""
    assert recorded()[-2:] == ["people.member_left", "people.member_erased"]


def test_the_last_steward_hands_over_first(cast: Cast, recorded: Recorded) -> None:
    assert cast.ada.member
    with pytest.raises(Refused, match="hand it over"):
        erase_member(member=cast.ada.member, actor=cast.ada.actor)
    assert Person.objects.get(pk=cast.ada.member.person_id).name == "Ada"


def test_nobody_erases_another(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    for other in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            erase_member(member=cast.cleo.member, actor=other)
    assert recorded() == []


def test_those_who_left_are_erased_when_the_time_to_come_back_is_over(cast: Cast, recorded: Recorded) -> None:
    member = _say(cast)
    leave_campaign(member=member, actor=cast.cleo.actor)
    assert erase_those_who_left() == 0
    Member.objects.filter(pk=member.pk).update(left_at=now() - timedelta(days=31))
    assert erase_those_who_left() == 1
    assert erase_those_who_left() == 0
    assert Person.objects.get(pk=member.person_id).name == ""
    assert not Account.objects.filter(pk=cast.cleo.account.pk).exists()
    assert recorded()[-1] == "people.member_erased"


def test_addresses_nobody_confirmed_are_forgotten(cast: Cast) -> None:
    made_up = prepare_account(email="Somebody@Nowhere.example")
    assert prepare_account(email="somebody@nowhere.EXAMPLE ") == made_up
    assert forget_unused_accounts() == 0
    Account.objects.update(created_at=now() - timedelta(days=2))
    forget_unused_accounts()
    assert not Account.objects.filter(pk=made_up.pk).exists()
    assert Account.objects.filter(pk=cast.cleo.account.pk).exists(), "a member who has not signed in yet is no made-up address"
    with as_system():
        assert Member.objects.filter(account=cast.cleo.account).exists()
