"""The members of a community are told in batches: begun again it goes on, and a story that grows tells nobody again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.integration.notify.conftest import Ears
from tests.stages import neighbours as new_members

from groundswell.notify import neighbours
from groundswell.notify.models import Notice

BAKER = "Ferry Street loses its only baker"


def _told(cast: Cast, story: Any) -> int:
    return neighbours.tell_members(campaign_id=cast.campaign.pk, story_id=story.pk)


def test_all_hear_in_batches_and_once(cast: Cast, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    new_members(cast, cast.ferry, "Fay Finn Flo Fred Faith")
    monkeypatch.setattr(neighbours, "A_BATCH", 2)
    story = ears.told_by("The Alder Post", "Ellery Gazette", title=BAKER)
    ears.hear()
    assert Notice.objects.filter(topic="story", because="member", label="Ferry Street").count() == 7
    assert _told(cast, story) == 0


def test_who_came_in_since_hears_too(cast: Cast, ears: Ears) -> None:
    story = ears.told_by("The Alder Post", "Ellery Gazette", title=BAKER)
    ears.hear()
    new_members(cast, cast.ferry, "Fay")
    assert _told(cast, story) == 1


def test_a_story_that_grows_costs_the_same_however_many_heard(
    cast: Cast, ears: Ears, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    story = ears.told_by("The Alder Post", "Ellery Gazette", title=BAKER)
    new_members(cast, cast.ferry, "Fay Finn Flo Fred Faith Felix Fiona Frank")
    ears.hear()
    with django_assert_max_num_queries(10):
        assert _told(cast, story) == 0


def test_two_who_tell_the_same_thing_at_once_tell_it_one_after_the_other(cast: Cast, ears: Ears) -> None:
    with CaptureQueriesContext(connection) as asked:
        ears.told_by("The Alder Post", "Ellery Gazette", title=BAKER)
        ears.hear()
    said = [query["sql"] for query in asked]
    writes = [place for place, sql in enumerate(said) if 'INTO "notify_notice"' in sql or "notify_notice (" in sql]
    locks = [place for place, sql in enumerate(said) if "pg_advisory_xact_lock(hashtextextended" in sql]
    assert writes and locks and locks[0] < writes[0], "who was told is looked up behind the lock"
