"""Two who press at the same moment: one version, one adoption, one rating each; nobody is answered with an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.cast import Cast, assemble
from tests.presses import pressed
from tests.stages import WORDS, neighbours, published, ready, started

from groundswell.kit.db import scope
from groundswell.kit.ids import keyed, uuid7
from groundswell.responses.models import Adoption, Rating, Response, Version
from groundswell.responses.refusals import Unchanged
from groundswell.responses.services import adopt_version, publish_version, rate_version, start_response


@pytest.fixture
def cast(committed: None) -> Iterator[Cast]:
    """The cast, for real: several connections see it."""
    yield assemble()


@pytest.fixture
def together(cast: Cast, django_db_blocker: Any) -> Callable[..., list[object]]:
    """Return ``together(deed, number)``: what each of several connections got that did the deed at once."""

    return lambda deed, number=4: pressed(cast, django_db_blocker, deed, number)


def test_one_version_comes_of_four_presses(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        response, actor = started(cast), cast.cleo.actor
    got = together(lambda _: publish_version(response=Response.objects.get(pk=response.pk), revision=1, actor=actor))
    assert sorted(type(one).__name__ for one in got) == ["Unchanged", "Unchanged", "Unchanged", "Version"]
    assert isinstance(next(one for one in got if not isinstance(one, Version)), Unchanged)
    with scope(cast.campaign.pk):
        assert list(Version.objects.values_list("number", flat=True)) == [1]


def test_one_answer_comes_of_four_presses(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        story, actor, key = started(cast).story, cast.ben.actor, uuid7()
    got = together(lambda _: start_response(story=story, content=WORDS, key=key, actor=actor))
    assert {one.pk for one in got if isinstance(one, Response)} == {keyed(key, actor.member_id)} and len(got) == 4


def test_one_adoption_comes_of_four_presses(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        version, actor = ready(cast), cast.ben.actor
    got = together(lambda _: adopt_version(version=version, community=cast.ferry, actor=actor))
    assert len({one.pk for one in got if isinstance(one, Adoption)}) == 1 and len(got) == 4


def test_many_rate_at_once_and_each_once(cast: Cast, together: Callable[..., list[object]]) -> None:
    with scope(cast.campaign.pk):
        version = published(cast)
        actors = [one.actor for one in neighbours(cast, cast.ferry, "Fay Finn")]
    got = together(lambda which: rate_version(version=version, value="yes", actor=actors[which % 2]), 8)
    assert all(isinstance(one, Rating) for one in got)
    with scope(cast.campaign.pk):
        assert Rating.objects.count() == 2
