"""What happens in communities moves the open pages."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast

from groundswell.communities.services import enter_community, found_community
from groundswell.kit import live
from groundswell.pulse.models import PulseEvent


def _rooms(kind: str) -> list[str]:
    row = PulseEvent.objects.filter(kind=kind).latest("seq")
    movement = live.movement(kind)
    assert movement is not None and movement.fragments is None
    return list(movement.rooms(row))


def test_a_new_one_moves_the_directory(cast: Cast, client: Client) -> None:
    community = found_community(name="Night nurses", actor=cast.ada.actor)
    assert _rooms("communities.community_founded") == ["communities:all", f"community:{community.pk}"]
    assert 'data-live="communities:all"' in client.get("/ellery/communities/").content.decode()


def test_who_comes_in_moves_its_page(cast: Cast, client: Client) -> None:
    enter_community(community=cast.ferry, actor=cast.ada.actor)
    assert _rooms("communities.member_entered") == [f"community:{cast.ferry.pk}"]
    assert f'data-live="community:{cast.ferry.pk}"' in client.get("/ellery/communities/ferry-street/").content.decode()
