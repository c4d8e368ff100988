"""A host changes what the community says of itself; its address stays."""

from __future__ import annotations

import pytest
from tests.cast import Cast

from groundswell.communities.models import LogEntry
from groundswell.communities.services import describe_community
from groundswell.kit.errors import BadInput, NotHere

WORDS = {"name": "Ferry Street and the quay", "purpose": "Neighbours", "kind": "place", "place": "Ellery", "entry": "request"}


def test_a_host_does(cast: Cast, recorded) -> None:
    describe_community(community=cast.ferry, **WORDS, actor=cast.ben.actor)
    cast.ferry.refresh_from_db()
    assert (cast.ferry.name, cast.ferry.entry, cast.ferry.slug) == (WORDS["name"], "request", "ferry-street")
    assert LogEntry.objects.filter(community=cast.ferry, move="described").count() == 1
    assert recorded() == ["communities.community_described"]


def test_a_member_and_a_steward_do_not(cast: Cast, recorded) -> None:
    for player in (cast.cleo, cast.ada, cast.dan):
        with pytest.raises(NotHere):
            describe_community(community=cast.ferry, **WORDS, actor=player.actor)
    assert recorded() == []


def test_saving_without_a_change_is_no_move(cast: Cast, recorded) -> None:
    for _again in range(2):
        describe_community(community=cast.ferry, **WORDS, actor=cast.ben.actor)
    assert recorded() == ["communities.community_described"]


def test_a_community_keeps_a_name(cast: Cast, recorded) -> None:
    with pytest.raises(BadInput) as refusal:
        describe_community(community=cast.ferry, **{**WORDS, "name": " "}, actor=cast.ben.actor)
    assert refusal.value.field == "name" and recorded() == []
