"""Who sees what: each rule says the same of one thing as of many, for everyone of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.cast import Cast
from tests.stages import adopted, started

from groundswell.kit.actor import Actor
from groundswell.responses import policies
from groundswell.responses.models import Adoption, Rating, Response, Version, WorkingCopy
from groundswell.responses.services import invite_author

RULES = [
    (policies.can_see, policies.visible_to, Response),
    (policies.can_see_working_copy, policies.working_copies_visible_to, WorkingCopy),
    (policies.can_see_version, policies.versions_visible_to, Version),
    (policies.can_see_rating, policies.ratings_visible_to, Rating),
    (policies.can_see_adoption, policies.adoptions_visible_to, Adoption),
]


def _everyone(cast: Cast) -> Iterator[Actor]:
    yield from (player.actor for player in (cast.ada, cast.ben, cast.cleo, cast.dan))
    yield cast.visitor


@pytest.mark.parametrize(("one", "many", "model"), RULES, ids=[rule[2].__name__ for rule in RULES])
def test_one_and_many_agree(cast: Cast, one: Callable[..., bool], many: Callable[..., object], model: type) -> None:
    adopted(cast)
    draft = started(cast)
    invite_author(response=draft, member=cast.ben.member, actor=cast.cleo.actor)
    things = list(model.objects.all())
    assert things
    for actor in _everyone(cast):
        seen = set(many(actor, model.objects.all()))
        assert seen == {thing for thing in things if one(actor, thing)}


def test_drafts_are_seen_by_authors_alone(cast: Cast) -> None:
    draft = started(cast)
    assert [policies.can_see(actor, draft) for actor in _everyone(cast)] == [False, False, True, False, False]


def test_reasons_are_for_members(cast: Cast) -> None:
    adopted(cast)
    rating = Rating.objects.first()
    assert [policies.can_see_rating(actor, rating) for actor in _everyone(cast)] == [True, True, True, False, False]
