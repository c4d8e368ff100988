"""Readiness: communities that differ must agree; nobody's role counts; the verdict keeps its reasons."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Cast
from tests.stages import neighbours, published, ready

from groundswell.kit.actor import machine
from groundswell.responses.models import Readiness
from groundswell.responses.services import compute_readiness, rate_version


def test_two_communities_that_agree_make_it_ready(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = ready(cast)
    found = Readiness.objects.get(version=version)
    shares = {one["community"]: one for one in found.report["shares"]}
    assert found.ready and found.ready_since is not None and found.score > 0.6
    assert {one["n"] for one in shares.values()} == {4} and all(one["counts"] for one in shares.values())
    assert set(shares) == {str(cast.ferry.pk), str(cast.orchard.pk)}
    assert [code for code, _, _ in found.report["missing"]] == ["no_history"]
    assert recorded()[-1:] == ["responses.version_became_ready"]


def test_one_community_alone_cannot_carry_it(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    for reader in neighbours(cast, cast.ferry, "Fay Finn Flo Fred Finlay Flora"):
        rate_version(version=version, value="yes", actor=reader.actor)
    found = compute_readiness(version=version, actor=machine(cast.campaign.pk))
    assert not found.ready and found.ready_since is None
    assert ["outside", str(cast.ferry.pk), 3] in found.report["missing"]
    assert recorded()[-1:] == ["responses.version_rated"]


def test_it_falls_short_again_when_readers_change_their_minds(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = ready(cast)
    since = Readiness.objects.get(version=version).ready_since
    for _ in range(2):
        assert compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready_since == since
    for rating in version.ratings.all()[:4]:
        rating.value = "no"
        rating.save(update_fields=["value"])
    found = compute_readiness(version=version, actor=machine(cast.campaign.pk))
    assert not found.ready and found.ready_since is None
    assert recorded()[-2:] == ["responses.version_became_ready", "responses.version_fell_short"]


def test_readers_without_a_community_are_counted_and_said(cast: Cast) -> None:
    version = published(cast)
    rate_version(version=version, value="yes", actor=cast.ada.actor)
    found = compute_readiness(version=version, actor=machine(cast.campaign.pk))
    assert found.report["raters"] == 1 and found.report["shares"] == []


def test_who_only_asked_to_come_in_does_not_count_there(cast: Cast) -> None:
    cast.ferry.entry = "request"
    cast.ferry.save(update_fields=["entry"])
    version = published(cast)
    for reader in neighbours(cast, cast.ferry, "Fay Finn Flo"):
        rate_version(version=version, value="yes", actor=reader.actor)
    (oda,) = neighbours(cast, cast.orchard, "Oda")
    rate_version(version=version, value="yes", actor=oda.actor)
    found = compute_readiness(version=version, actor=machine(cast.campaign.pk))
    assert [one["community"] for one in found.report["shares"]] == [str(cast.orchard.pk)]
