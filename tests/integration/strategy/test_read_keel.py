"""The keel names the ratified pillars and how long they have stood, in one query."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from groundswell.kit import clock
from groundswell.strategy import selectors
from groundswell.strategy.models import Pillar
from groundswell.strategy.services.pillars import PillarWords, draft_pillar


def test_drafts_are_not_in_the_keel(cast: Cast) -> None:
    draft_pillar(campaign=cast.campaign, words=PillarWords("Water", "Clean."), actor=cast.ada.actor)
    assert selectors.keel(cast.campaign).pillars == ()
    assert list(selectors.pillars(cast.campaign)) == []


def test_it_counts_the_days_they_have_stood(cast: Cast, pillars: list[Pillar], monkeypatch) -> None:
    later = clock.now() + datetime.timedelta(days=212, hours=1)
    monkeypatch.setattr(selectors, "now", lambda: later)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        keel = selectors.keel(cast.campaign)
    assert [(one.number, one.title, one.unchanged_days) for one in keel.pillars] == [
        (1, "Water you can drink", 212),
        (2, "A home you can keep", 212),
    ]
    assert keel.unchanged_days == 212 and len(queries) == 1
