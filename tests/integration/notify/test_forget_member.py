"""Everything about somebody who was erased goes, and old notices go by themselves; what is kept is told to its owner."""

from __future__ import annotations

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from tests.cast import Cast
from tests.integration.notify.conftest import Clock, Ears

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.notify.models import CommunityWish, Delivery, Follow, Notice, Parcel, Preference, Suppression, Watch
from groundswell.notify.services import follow, forget_member, hear_community, preferences_for, stop_mail
from groundswell.notify.services.forgetting import sweep
from groundswell.people import export
from groundswell.people.services import erase_member


@pytest.fixture
def told(cast: Cast, ears: Ears) -> None:
    """Cleo follows words, was told, and said no more."""
    assert cast.cleo.member
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.cleo.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert len(ears.mail()) == 1
    (wishes,) = preferences_for(campaign=cast.campaign, members=[cast.cleo.member.pk]).values()
    hear_community(community=cast.ferry, choice="mentions", actor=cast.cleo.actor)
    stop_mail(preference=wishes, actor=cast.cleo.actor)


def test_nothing_is_left_but_the_no(told: None, cast: Cast, ears: Ears) -> None:
    assert cast.cleo.member
    erase_member(member=cast.cleo.member, actor=cast.cleo.actor)
    ears.hear()
    for model in (Follow, Preference, Notice, Delivery, CommunityWish):
        assert not model.objects.filter(member=cast.cleo.member).exists(), model
    assert not Parcel.objects.exists()
    assert not Watch.objects.filter(of__in=["knows", "follow"]).exists()
    assert Suppression.objects.count() == 1


def test_only_the_machine_forgets(told: None, cast: Cast) -> None:
    assert cast.cleo.member
    with pytest.raises(NotHere):
        forget_member(member_id=cast.cleo.member.pk, actor=cast.ada.actor)


def test_old_notices_go(told: None, cast: Cast, noon: Clock) -> None:
    assert sweep(actor=machine(cast.campaign.pk)) == 0
    noon.pass_by(days=91)
    assert sweep(actor=machine(cast.campaign.pk)) == 1
    assert not Delivery.objects.exists()


def test_it_is_among_ones_data(told: None, cast: Cast) -> None:
    assert cast.cleo.member
    text = json.dumps(export.everything(cast.cleo.member)["hearing"], cls=DjangoJSONEncoder)
    for said in ("marrow bridge", "Bridge, Marrow", "UTC", "sent"):
        assert said in text
