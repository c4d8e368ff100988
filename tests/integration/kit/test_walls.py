"""A forgotten filter returns and changes nothing of another campaign: reads, writes, links, jobs, and no scope at all."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.cast import Cast, assemble

from groundswell.communities.models import Community, Membership
from groundswell.kit.clock import now
from groundswell.kit.db import TenantModel, as_system, scope
from groundswell.people.models import Member, Person
from groundswell.pulse.models import PulseEvent

TENANTS = [model for model in apps.get_models() if issubclass(model, TenantModel)]


@pytest.fixture
def two(db: None) -> tuple[Cast, Cast]:
    """Two campaigns, each with a whole cast."""
    return assemble("ellery"), assemble("marlow")


def test_without_a_filter_only_the_own_campaign_is_read(two: tuple[Cast, Cast]) -> None:
    ellery, marlow = two
    with scope(ellery.campaign.pk):
        for model in TENANTS:
            assert not model._default_manager.exclude(campaign=ellery.campaign).exists(), model
        assert Community.objects.filter(pk=marlow.ferry.pk).first() is None
        assert not PulseEvent.objects.filter(campaign_id=marlow.campaign.pk).exists()
    with scope(marlow.campaign.pk):
        assert Community.objects.count() == 2


def test_without_a_scope_nothing_is_read(two: tuple[Cast, Cast]) -> None:
    for model in TENANTS:
        assert not model._default_manager.exists(), model


def test_without_a_filter_only_the_own_campaign_is_changed(two: tuple[Cast, Cast]) -> None:
    ellery, marlow = two
    with scope(ellery.campaign.pk):
        Community.objects.update(purpose="changed")
        assert Community.objects.filter(pk=marlow.ferry.pk).update(purpose="changed") == 0
        Membership.objects.all().delete()
    with scope(marlow.campaign.pk):
        assert not Community.objects.filter(purpose="changed").exists()
        assert Membership.objects.count() == 3


def test_a_row_cannot_be_written_into_another_campaign(two: tuple[Cast, Cast]) -> None:
    ellery, marlow = two
    with scope(ellery.campaign.pk):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.create(campaign=marlow.campaign, name="Eve", created_at=now())
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.filter(campaign=ellery.campaign).update(campaign=marlow.campaign)


def test_a_link_cannot_point_into_another_campaign(two: tuple[Cast, Cast]) -> None:
    """An ordinary foreign key looks past row-level security; the composite one cannot."""
    ellery, marlow = two
    foreign = {"campaign": ellery.campaign, "community_id": marlow.ferry.pk, "member": ellery.ada.member}
    with scope(ellery.campaign.pk), pytest.raises(IntegrityError, match="membership_community_fk"), transaction.atomic():
        Membership.objects.create(**foreign, since=now())
        connection.check_constraints()


def test_the_scope_ends_with_its_block_and_nests(two: tuple[Cast, Cast]) -> None:
    ellery, marlow = two
    with scope(ellery.campaign.pk):
        with scope(marlow.campaign.pk):
            assert set(Community.objects.values_list("campaign_id", flat=True)) == {marlow.campaign.pk}
        assert set(Community.objects.values_list("campaign_id", flat=True)) == {ellery.campaign.pk}
        with pytest.raises(ZeroDivisionError), scope(marlow.campaign.pk):
            raise ZeroDivisionError
        assert set(Community.objects.values_list("campaign_id", flat=True)) == {ellery.campaign.pk}
    assert not Community.objects.exists()


def test_the_system_sees_the_pulse_and_memberships_of_all_and_nothing_else(two: tuple[Cast, Cast]) -> None:
    ellery, marlow = two
    both = {ellery.campaign.pk, marlow.campaign.pk}
    with as_system():
        assert set(PulseEvent.objects.values_list("campaign_id", flat=True)) == both
        assert set(Member.objects.values_list("campaign_id", flat=True)) == both
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Community.objects.exists()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Member.objects.update(why="changed")
        with scope(ellery.campaign.pk):
            assert set(Community.objects.values_list("campaign_id", flat=True)) == {ellery.campaign.pk}


def test_a_page_of_another_campaign_shows_nothing_of_this_one(two: tuple[Cast, Cast], client: object) -> None:
    ellery, marlow = two
    client.force_login(ellery.ben.account)  # type: ignore[attr-defined]
    path = f"/communities/{ellery.orchard.slug}/"
    with scope(marlow.campaign.pk):
        Community.objects.filter(slug=marlow.orchard.slug).update(slug="other")
    assert client.get(f"/marlow{path}").status_code == 404  # type: ignore[attr-defined]
