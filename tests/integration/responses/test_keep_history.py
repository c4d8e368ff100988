"""The history of a version's readiness: a point where the verdict moved, and minutes with many ratings leave one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import F
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import asked, neighbours, published, ready

from groundswell.kit.actor import machine
from groundswell.responses.models import Standing
from groundswell.responses.selectors.history import history_of
from groundswell.responses.services import compute_readiness, rate_version
from groundswell.responses.services.readiness import APART

Ask = Callable[..., HttpResponse]


def test_minutes_with_many_ratings_leave_one_point(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version, judge = published(cast), machine(cast.campaign.pk)
    fay, finn, flo = neighbours(cast, cast.ferry, "Fay Finn Flo")
    for reader in (fay, finn):
        rate_version(version=version, value="yes", actor=reader.actor)
        compute_readiness(version=version, actor=judge)
    point = Standing.objects.get()
    assert (point.raters, point.ready) == (2, False)
    Standing.objects.update(at=point.at - APART - timedelta(seconds=1))
    compute_readiness(version=version, actor=judge)  # nothing moved
    assert Standing.objects.count() == 1
    rate_version(version=version, value="yes", actor=flo.actor)
    compute_readiness(version=version, actor=judge)
    assert list(Standing.objects.order_by("at").values_list("raters", flat=True)) == [2, 3]
    assert "responses.version_became_ready" not in recorded()


def test_becoming_ready_is_a_point_of_its_own(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    asked(cast)  # Ben is new here, and has done something
    rate_version(version=version, value="yes", actor=cast.ben.actor)
    compute_readiness(version=version, actor=machine(cast.campaign.pk))
    for reader in neighbours(cast, cast.ferry, "Fay Finn Flo") + neighbours(cast, cast.orchard, "Oda Olaf Omar Otto"):
        rate_version(version=version, value="yes", actor=reader.actor)
    compute_readiness(version=version, actor=machine(cast.campaign.pk))
    assert list(Standing.objects.order_by("at").values_list("raters", "ready")) == [(1, False), (8, True)]
    page = ask(f"{version.response_id}/versions/1/history/").content.decode()
    assert '<circle class="ready"' in page and "63 %" in page


def test_the_answer_leads_there_and_nobody_read_it_is_said(cast: Cast, ask: Ask) -> None:
    version = ready(cast)
    assert f"/ellery/answers/{version.response_id}/versions/1/history/" in ask(f"{version.response_id}/").content.decode()
    other = published(cast)
    assert "Nobody has read it yet." in ask(f"{other.response_id}/versions/1/history/").content.decode()


def test_each_community_has_a_line_of_its_own_with_its_interval(cast: Cast, ask: Ask) -> None:
    version, judge = published(cast), machine(cast.campaign.pk)
    ferry = neighbours(cast, cast.ferry, "Fay Finn Flo Fred Fern Fia")
    for number, reader in enumerate(ferry, start=1):
        rate_version(version=version, value="no" if number == 4 else "yes", actor=reader.actor)
        Standing.objects.update(at=F("at") - APART - timedelta(minutes=1))
        compute_readiness(version=version, actor=judge)
    history = history_of(version)
    (walk,) = history.walks
    assert [one.raters for one in history.standings] == [1, 4, 6]
    assert walk.name == "Ferry Street" and [one.readers for one in walk.points] == [3, 6], "three readers apart at least"
    first, last = walk.points
    assert first.x < last.x and all(one.lower < one.likely < one.upper for one in walk.points)
    page = ask(f"{version.response_id}/versions/1/history/").content.decode()
    assert "Community by community" in page and 'class="band"' in page and "As a list" in page
    assert "4 readers" not in page.split("Community by community")[1], "one rating more is nobody's to read off"


def test_the_page_says_with_which_readers_it_would_be_ready(cast: Cast, ask: Ask) -> None:
    version, judge = published(cast), machine(cast.campaign.pk)
    for reader in neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(cast, cast.orchard, "Oda Olaf"):
        rate_version(version=version, value="yes", actor=reader.actor)
    compute_readiness(version=version, actor=judge)
    page = " ".join(ask(f"{version.response_id}/").content.decode().split())
    assert "It would be ready with these readers who find it helpful, and no fewer:" in page
    assert "<li>2 more readers in Orchard growers</li>" in page
    for reader in neighbours(cast, cast.orchard, "Omar Otto"):
        assert not compute_readiness(version=version, actor=judge).ready
        rate_version(version=version, value="yes", actor=reader.actor)
    assert compute_readiness(version=version, actor=judge).ready, "as it said"
