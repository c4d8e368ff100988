"""News that comes in moves the open pages: the list once a batch, each story's page by its own event."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from tests.cast import Cast
from tests.news import take_in

from groundswell.kit import live, slots
from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import Story


@pytest.fixture
def visitor(cast: Cast) -> Any:
    request: Any = HttpRequest()
    request.method, request.campaign, request.actor = "GET", cast.campaign, cast.visitor
    return request


def _fragments(request: HttpRequest, kind: str) -> list[live.Fragment]:
    row, movement = PulseEvent.objects.filter(kind=kind).order_by("-seq")[0], live.movement(kind)
    assert movement is not None and movement.fragments is not None
    found = movement.fragments(request, row)
    assert {one.room for one in found} == set(movement.rooms(row))
    return list(found)


def test_the_list_moves_once_a_batch(cast: Cast, visitor: HttpRequest) -> None:
    take_in(cast.campaign.pk, {}, {"title": "Ferry workers vote for a strike"})
    assert PulseEvent.objects.filter(kind="wire.items_arrived").count() == 1
    stories, home = _fragments(visitor, "wire.items_arrived")
    assert (stories.room, stories.target) == ("wire:stories", "stories")
    assert stories.html.lstrip().startswith('<div id="stories"')
    assert (home.room, home.target) == ("wire:home", "at-home")
    assert home.html.lstrip().startswith('<section id="at-home"')
    for one in (stories, home):
        assert "Flood closes Marrow Bridge" in one.html and "Ferry workers" in one.html


@pytest.mark.parametrize("kind", ["wire.story_opened", "wire.story_grown", "wire.item_changed"])
def test_a_storys_page_moves(cast: Cast, visitor: HttpRequest, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillings", {})
    take_in(cast.campaign.pk, {"link": "https://alder.example/flood"})
    take_in(cast.campaign.pk, {"source": "Orchard Radio"}, {"link": "https://alder.example/flood", "lead": "Deep."})
    story = Story.objects.get()
    head, items = _fragments(visitor, kind)
    assert head.room == items.room == f"story:{story.pk}"
    assert (head.target, items.target) == ("head", "items")
    assert "2 items, one outlet" in head.html and "Orchard Radio" in items.html
