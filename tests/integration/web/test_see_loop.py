"""How the loop runs: the clock, where things wait, and that a steward sees what everybody sees."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast

from groundswell.communities.services import report_thing
from groundswell.kit.clock import now
from groundswell.responses.selectors import loop
from groundswell.sharing.services import make_pass_on
from groundswell.wire.models import Story


def lately(minutes: int = 20) -> None:
    """The stories' first items are of the last minutes: made-up news has a date of its own."""
    Story.objects.update(first_at=now() - datetime.timedelta(minutes=minutes))


def steps(cast: Cast) -> dict[str, int]:
    found = loop.waiting(cast.visitor, now())
    return {
        "unread": sum(not one.raters for one in found),
        "short": sum(bool(one.raters) and not one.is_ready for one in found),
        "untaken": sum(one.is_ready and not one.is_adopted for one in found),
        "taken": sum(one.is_adopted for one in found),
    }


def test_the_clock_counts_stories_with_and_without_a_ready_answer(cast: Cast) -> None:
    stages.story(cast, "A bridge closes for a week")
    version = stages.ready(cast)
    lately()
    told = loop.clock(cast.campaign, now())
    assert (told.whole.stories, told.whole.answered, told.whole.ready) == (2, 1, 1)
    first = Story.objects.get(pk=version.response.story_id).first_at
    ready = version.standings.get(ready=True).at
    assert told.whole.median == pytest.approx((ready - first).total_seconds() / 60)
    assert sum(week.stories for week in told.weeks) == 2 and len(told.weeks) == loop.WEEKS
    assert told.weeks[0] == loop.Stretch(told.weeks[0].begins), "a week without a story stands there, empty"


def test_an_answer_that_lost_its_readiness_had_it_once(cast: Cast) -> None:
    version = stages.ready(cast)
    lately()
    version.readiness.update(ready=False, ready_since=None)
    assert loop.clock(cast.campaign, now()).whole.ready == 1


def test_a_campaign_without_stories_has_a_clock_too(cast: Cast) -> None:
    assert loop.clock(cast.campaign, now()).whole == loop.Stretch(None)


def test_each_answer_waits_at_one_step(cast: Cast) -> None:
    version = stages.published(cast)
    assert steps(cast) == {"unread": 1, "short": 0, "untaken": 0, "taken": 0}
    stages.rate_version(version=version, value="yes", actor=cast.ben.actor)
    stages.compute_readiness(version=version, actor=stages.machine(cast.campaign.pk))
    assert steps(cast) == {"unread": 0, "short": 1, "untaken": 0, "taken": 0}


def test_whose_voice_is_missing_is_named(cast: Cast) -> None:
    version = stages.published(cast)
    for reader in stages.neighbours(cast, cast.ferry, "Fay Finn Flo Fred"):
        stages.rate_version(version=version, value="yes", actor=reader.actor)
    reader = stages.neighbours(cast, cast.orchard, "Oda")[0]
    stages.rate_version(version=version, value="yes", actor=reader.actor)
    stages.compute_readiness(version=version, actor=stages.machine(cast.campaign.pk))
    found = loop.missing_voices(loop.waiting(cast.visitor, now()))
    assert [(community.name, count) for community, count in found] == [("Orchard growers", 1)]


def test_the_page_shows_everyone_the_same(cast: Cast, client: Client) -> None:
    adoption = stages.adopted(cast)
    lately()
    page = client.get("/ellery/loop/").content.decode()
    assert "Taken, passed on by nobody: 1" in page and adoption.version.title in page
    assert "One of them had an answer that was ready" in page
    assert "Water you can drink" in page and "one answer" in page
    make_pass_on(adoption=adoption, actor=cast.ben.actor)
    client.force_login(cast.ada.account)
    page = client.get("/ellery/loop/").content.decode()
    assert "Taken, passed on by nobody: 0" in page


def test_a_story_nobody_answered_waits_once_two_outlets_told_it(cast: Cast, client: Client) -> None:
    story = stages.story(cast)
    assert "No answer begun: 0" in client.get("/ellery/loop/").content.decode()
    lately()
    Story.objects.filter(pk=story.pk).update(outlet_count=2)
    client.force_login(cast.ben.account)
    assert "No answer begun: 1" in client.get("/ellery/loop/").content.decode()


def test_a_steward_sees_it_first_at_home_and_holds_no_lever(cast: Cast, client: Client) -> None:
    version = stages.published(cast)
    report_thing(subject_type="responses.Version", subject_id=version.pk, reason="Names a neighbour.", actor=cast.ben.actor)
    client.force_login(cast.ada.account)
    page = client.get("/ellery/").content.decode()
    assert "Most waits here: Published, read by nobody (1)." in page
    assert page.index("How the loop runs") < page.index("What breaks")
    assert 'method="post"' not in page[page.index('id="loop-brief"') : page.index("What breaks")]
    client.force_login(cast.cleo.account)
    assert 'id="loop-brief"' not in client.get("/ellery/").content.decode()


def test_the_page_costs_the_same_however_much_waits(cast: Cast, client: Client, django_assert_max_num_queries: Any) -> None:
    stages.adopted(cast)
    stages.challenged(cast, stages.published(cast))
    with django_assert_max_num_queries(16):
        client.get("/ellery/loop/")
