"""What nobody needs is forgotten by night, and of two last stewards who leave at once only one may."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from tests.cast import Cast, Player, assemble

from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.kit.errors import Refused
from groundswell.people.models import Account, Member, RoleGrant
from groundswell.people.services import join_campaign, leave_campaign, make_steward, prepare_account
from groundswell.people.tasks import forget


def test_a_night_forgets_people_addresses_and_sessions(cast: Cast) -> None:
    long_ago = now() - timedelta(days=40)
    dan = join_campaign(campaign=cast.campaign, account=cast.dan.account, name="Dan", actor=cast.dan.actor)
    Member.objects.filter(pk=dan.pk).update(left_at=long_ago)
    made_up = prepare_account(email="somebody@nowhere.example")
    Account.objects.filter(pk=made_up.pk).update(created_at=long_ago)
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)
    Session.objects.create(session_key="new", session_data="", expire_date=now() + timedelta(days=1))
    forget()
    assert Member.objects.get(pk=dan.pk).display_name == "a former member"
    assert not Account.objects.filter(email__in=["somebody@nowhere.example", cast.dan.account.email]).exists()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_of_two_last_stewards_who_leave_at_once_one_stays(committed: None) -> None:
    cast = assemble()
    with scope(cast.campaign.pk):
        assert cast.ben.member
        RoleGrant.objects.filter(member=cast.ben.member).update(ended_at=now())
        make_steward(member=cast.ben.member)
    at_once, refused = threading.Barrier(2), []

    def leave(player: Player) -> None:
        try:
            with scope(cast.campaign.pk):
                assert player.member
                actor = player.actor
                at_once.wait(10)
                leave_campaign(member=player.member, actor=actor)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[player]) for player in (cast.ada, cast.ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1 and "last steward" in refused[0]
    with scope(cast.campaign.pk):
        assert RoleGrant.objects.filter(role="steward", ended_at__isnull=True).count() == 1
