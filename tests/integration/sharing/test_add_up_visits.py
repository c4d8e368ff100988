"""Visits are added up, so that a page reads sums: what it says stays the same before and after, and none counts twice."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.errors import NotHere
from groundswell.sharing.models import Visit, VisitCount
from groundswell.sharing.selectors.chains import chain_of
from groundswell.sharing.services import add_up_visits, pass_further, record_visit


def came(begun: Begun, times: int, *, minutes: int = 0, kind: Visit.Kind = Visit.Kind.PERSON) -> None:
    """So many opened the first link, that long ago."""
    for _ in range(times):
        record_visit(campaign_id=begun.first.campaign_id, pass_on_id=begun.first.pk, kind=kind)
    latest = Visit.objects.order_by("-pk").values("pk")[:times]
    Visit.objects.filter(pk__in=latest).update(at=now() - datetime.timedelta(minutes=minutes))


def opened(begun: Begun) -> int:
    return chain_of(begun.adoption.version.response_id).opened


def add_up(cast: Cast) -> int:
    return add_up_visits(campaign=cast.campaign, actor=machine(cast.campaign.pk))


def test_nothing_counts_twice_and_nothing_is_left_out(begun: Begun, cast: Cast, recorded: Callable[[], list[str]]) -> None:
    came(begun, 3, minutes=30)
    came(begun, 2, minutes=20, kind=Visit.Kind.MACHINE)
    came(begun, 1)
    before = recorded()
    assert opened(begun) == 4
    assert add_up(cast) == 1, "one link was opened"
    assert opened(begun) == 4 and VisitCount.objects.get().opened == 3, "what just came is counted row by row"
    came(begun, 5)
    assert opened(begun) == 9
    add_up(cast)
    assert opened(begun) == 9 and Visit.objects.count() == 11, "the rows stay"
    assert recorded() == before, "visits are no events"


def test_sums_grow(begun: Begun, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    came(begun, 2, minutes=30)
    add_up(cast)
    came(begun, 3)
    later = now() + datetime.timedelta(minutes=5)
    monkeypatch.setattr("groundswell.sharing.services.adding.now", lambda: later)
    add_up(cast)
    assert VisitCount.objects.get().opened == 5 == opened(begun)


def test_a_page_reads_sums_and_not_rows(begun: Begun, cast: Cast) -> None:
    came(begun, 4, minutes=30)
    pass_further(pass_on=begun.first, key="a", actor=cast.visitor)
    add_up(cast)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sharing_visit")
    assert opened(begun) == 4


def test_nobody_but_the_machine_adds_up(begun: Begun, cast: Cast) -> None:
    for actor in (cast.ada.actor, cast.cleo.actor, cast.visitor):
        with pytest.raises(NotHere):
            add_up_visits(campaign=cast.campaign, actor=actor)
