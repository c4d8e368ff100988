"""Two kinds of events that move pages, and the cast committed, for the tests of the live line."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from django.test import Client
from tests.cast import Cast, Player, assemble
from tests.live import Browser, listen

from groundswell.communities.models import Community
from groundswell.communities.services import enter_community, found_community
from groundswell.kit import live as registry
from groundswell.kit.actor import Actor
from groundswell.kit.db import scope
from groundswell.kit.live import Fragment, Happened, room
from groundswell.people.models import Account

T = TypeVar("T")


@pytest.fixture
def browse(moving: None, committed: None) -> Callable[[Callable[[Browser], Coroutine[Any, Any, T]]], T]:
    """Run ``scenario(browser)`` with those kinds registered."""
    return listen


@pytest.fixture
def moving() -> Iterator[None]:
    """Two kinds of the communities room move pages: one public with markup, one for members alone."""
    before = dict(registry._movements)
    registry.register("communities.community_founded", rooms=_everywhere, fragments=_markup)
    registry.register("communities.member_entered", rooms=lambda row: [room("community", row.subject_id)])
    yield
    registry._movements.clear()
    registry._movements.update(before)


def _everywhere(row: Happened) -> list[str]:
    return ["communities:all", "communities:counted"]


def _markup(request: Any, row: Happened) -> list[Fragment]:
    from django.utils.translation import get_language

    name = Community.objects.get(pk=row.subject_id).name
    words = f"<p id='newest'>{name} in {request.campaign.slug}, {get_language()}, {request.actor.is_member}</p>"
    return [Fragment("communities:all", "newest", words)]


@pytest.fixture
def ellery(committed: None) -> Cast:
    """The cast, committed."""
    return assemble("ellery")


def found(player: Player, name: str) -> Community:
    """Let someone found a community, in a transaction of its own."""
    with scope(player.campaign.pk):
        return found_community(name=name, actor=player.actor)


def enter(player: Player, community: Community) -> None:
    """Let someone come into a community, in a transaction of its own."""
    with scope(player.campaign.pk):
        actor: Actor = player.actor
        enter_community(community=community, actor=actor)


def sign_in(account: Account) -> str:
    """Return the cookie of a session of this account."""
    client = Client()
    client.force_login(account)
    return f"sessionid={client.cookies['sessionid'].value}"
