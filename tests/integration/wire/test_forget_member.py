"""Who was erased leaves what they reported as nobody's: no name, no exact spot, no photo, no searches."""

from __future__ import annotations

import pytest
from tests import ground, stages
from tests.cast import Cast

from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.wire import photos
from groundswell.wire.models import Confirmation, GroundReport, SavedSearch, StoryChange, TouchSaid
from groundswell.wire.selectors.search import Search
from groundswell.wire.services import confirm_report, name_story, save_search, say_touches
from groundswell.wire.services.forgetting import forget_member


def test_nothing_leads_back(cast: Cast, recorded, django_capture_on_commit_callbacks) -> None:
    report = ground.reported(cast, photo=ground.photo(), spot=ground.SPOT, is_exact=True, shows_name=True)
    others = ground.reported(cast)
    GroundReport.objects.filter(pk=others.pk).update(member=cast.ben.member)
    confirm_report(report=GroundReport.objects.get(pk=others.pk), actor=cast.cleo.actor)
    story = stages.story(cast)
    name_story(story=story, title="The vote", reason="Shorter.", actor=cast.cleo.actor)
    say_touches(story=story, community=cast.ferry, touches=True, actor=cast.cleo.actor)
    save_search(search=Search(words="water"), actor=cast.cleo.actor)
    before = recorded()
    assert cast.cleo.member and photos.kept(cast.campaign.pk, report.photo)
    with django_capture_on_commit_callbacks(execute=True):
        forget_member(member_id=cast.cleo.member.pk, actor=machine(cast.campaign.pk))
    left = GroundReport.objects.get(pk=report.pk)
    assert (left.what, left.member, left.shows_name, left.photo) == (report.what, None, False, "")
    assert (left.latitude, left.longitude, left.is_exact) == (52.12, -1.99, False)
    assert photos.kept(cast.campaign.pk, report.photo) is None
    assert not Confirmation.objects.exists() and GroundReport.objects.get(pk=others.pk).confirmations == 1
    assert not SavedSearch.objects.exists()
    assert TouchSaid.objects.get().member is None and StoryChange.objects.get().member is None
    assert recorded() == before


def test_the_machine_forgets(cast: Cast) -> None:
    assert cast.cleo.member
    with pytest.raises(NotHere):
        forget_member(member_id=cast.cleo.member.pk, actor=cast.ada.actor)
