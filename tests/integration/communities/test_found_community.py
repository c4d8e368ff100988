"""Any member founds a community, is in it and hosts it."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.selectors import hosts
from groundswell.communities.services import found_community
from groundswell.kit.errors import BadInput, NotHere, TooMany


def test_the_founder_is_in_it_and_hosts_it(cast: Cast, recorded) -> None:
    community = found_community(name="Night nurses", purpose="Those awake at four", kind="trade", actor=cast.ada.actor)
    assert (community.slug, community.entry, community.asleep_since) == ("night-nurses", "open", None)
    assert Membership.objects.get(community=community).state == "in"
    assert hosts(community) == [cast.ada.member]
    assert LogEntry.objects.get(community=community).move == "founded"
    assert recorded() == ["communities.community_founded", "communities.member_entered", "people.role_granted"]


def test_a_visitor_does_not(cast: Cast, recorded) -> None:
    for actor in (cast.visitor, cast.dan.actor):
        with pytest.raises(NotHere):
            found_community(name="Night nurses", actor=actor)
    assert recorded() == []


def test_the_same_form_sent_twice_founds_once(cast: Cast, recorded) -> None:
    first = found_community(name="Night nurses", actor=cast.ada.actor)
    assert found_community(name="Night nurses", actor=cast.ada.actor) == first
    assert recorded().count("communities.community_founded") == 1


def test_names_may_repeat_and_addresses_differ(cast: Cast) -> None:
    second = found_community(name="Ferry Street", actor=cast.ada.actor)
    assert second.name == cast.ferry.name and second.slug.startswith("ferry-street-")


@pytest.mark.parametrize("name", ["مزارعو البستان", "🌊🌊", "report", "!!!"])
def test_a_name_that_makes_no_address_gets_one(cast: Cast, name: str) -> None:
    community = found_community(name=name, actor=cast.ada.actor)
    assert community.name == name and len(community.slug) == 8 and community.slug != "report"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "n" * 81}, "name"),
        ({"name": "<p></p>"}, "name"),
        ({"name": "A", "purpose": "p" * 301}, "purpose"),
        ({"name": "A", "place": "p" * 81}, "place"),
        ({"name": "A", "kind": "party"}, "kind"),
        ({"name": "A", "entry": "never"}, "entry"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, recorded, given: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        found_community(**given, actor=cast.ada.actor)
    assert refusal.value.field == field and recorded() == []


def test_one_person_does_not_found_hundreds(cast: Cast) -> None:
    for n in range(20):
        found_community(name=f"Street {n}", actor=cast.ada.actor)
    with pytest.raises(TooMany):
        found_community(name="One more", actor=cast.ada.actor)
    assert Community.objects.filter(founded_by=cast.ada.member).count() == 20
