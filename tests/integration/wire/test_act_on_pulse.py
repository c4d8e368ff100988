"""What the worker does by itself after a deed: it places reports, follows what hosts hide, finds what stories touch."""

from __future__ import annotations

from tests import ground, stages
from tests.cast import Cast, assemble
from tests.news import take_in

from groundswell.communities.services import hide_thing
from groundswell.kit.db import scope
from groundswell.pulse.consumers import run_until_quiet
from groundswell.pulse.models import ParkedRow
from groundswell.wire.models import GroundReport, Story, Touch
from groundswell.wire.services import merge_stories

WATER = "Brown water from the taps on Ferry Street"


def _quiet() -> None:
    run_until_quiet()
    from groundswell.kit.db import as_system

    with as_system():
        assert not ParkedRow.objects.exists()


def test_from_the_phone_to_the_story_and_what_it_touches(committed: None) -> None:
    cast: Cast = assemble()
    with scope(cast.campaign.pk):
        stages.ratified(cast)
        ground.reported(cast, WATER)
        take_in(cast.campaign.pk, {"title": "Mill sold to overseas fund", "published": "2026-05-01"})
    _quiet()
    with scope(cast.campaign.pk):
        report = GroundReport.objects.select_related("item__story").get()
        assert report.item and report.item.story.title == WATER
        touched = Touch.objects.filter(story=report.item.story, touches=True)
        assert {one.community or one.pillar for one in touched} == {cast.ferry, stages.ratified(cast)[0]}
        hide_thing(subject_type="wire.GroundReport", subject_id=report.pk, reason="It names a child.", actor=cast.ben.actor)
        mill = Story.objects.get(ground_count=0)
    _quiet()
    with scope(cast.campaign.pk):
        story = Story.objects.get(pk=report.item.story_id)
        assert story.title == "A report that was hidden"
        merge_stories(into=mill, other=story, reason="One event.", actor=cast.cleo.actor)
    _quiet()
    with scope(cast.campaign.pk):
        assert not Touch.objects.filter(touches=True).exclude(story__merged_into=None).exists()
