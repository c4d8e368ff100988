"""Readiness follows the pulse: once a batch for each version, however many rated it."""

from __future__ import annotations

import pytest
from tests.cast import assemble
from tests.stages import neighbours, published

from groundswell.kit.db import scope
from groundswell.pulse.consumers import registered, run_until_quiet
from groundswell.pulse.models import PulseEvent
from groundswell.responses.models import Readiness
from groundswell.responses.services import rate_version


@pytest.mark.usefixtures("committed")
def test_a_batch_of_ratings_is_judged_once_and_says_what_caused_it() -> None:
    cast = assemble()
    with scope(cast.campaign.pk):
        version = published(cast)
    run_until_quiet()
    with scope(cast.campaign.pk):
        before = Readiness.objects.get(version=version)
        assert not before.ready and before.report["raters"] == 0
        readers = neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(cast, cast.orchard, "Oda Olaf Omar Otto")
        for reader in readers:
            rate_version(version=version, value="yes", actor=reader.actor)
    run_until_quiet()
    with scope(cast.campaign.pk):
        after = Readiness.objects.get(version=version)
        rated = PulseEvent.objects.filter(kind="responses.version_rated").order_by("seq").values_list("seq", flat=True)
        became = PulseEvent.objects.get(kind="responses.version_became_ready")
        assert after.ready and after.report["raters"] == 8
        assert (became.via, became.actor_id, became.cause) == ("machine", None, list(rated)[-1])


def test_a_hundred_ratings_of_a_version_are_one_reckoning() -> None:
    (judge,) = [one for one in registered() if one.name == "responses.readiness"]
    assert judge.once_for is not None
    assert judge.kinds == {
        "responses.version_published",
        "responses.version_rated",
        "responses.challenge_judged",
        "responses.take_down_lifted",
    }
