"""A host hides a ground report with a public reason: its words leave its story, and come back when it is shown again."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import ground
from tests.cast import Cast

from groundswell.communities.selectors import hidden
from groundswell.communities.services import hide_thing, lift_hiding
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.wire.models import Item, Story
from groundswell.wire.services import CampaignStream, mark_hidden, place_report


def _hide(cast: Cast, item: Item) -> None:
    report = item.reports.get()
    hide_thing(subject_type="wire.GroundReport", subject_id=report.pk, reason="It names a child.", actor=cast.ben.actor)
    mark_hidden(report_id=report.pk, hidden=True, actor=machine(cast.campaign.pk))


def test_its_words_are_nowhere_and_the_reason_is(cast: Cast, client: Client, recorded) -> None:
    item = ground.placed(cast, photo=ground.photo())
    _hide(cast, item)
    report = item.reports.get()
    client.force_login(cast.cleo.account)
    for page in (f"ground/{report.pk}/", "ground/", f"{item.story_id}/", ""):
        text = client.get(f"/ellery/wire/{page}").content.decode()
        assert "Brown water" not in text, page
        if page.startswith("ground/"):
            assert "It names a child." in text
    assert client.get(f"/ellery/wire/ground/{report.pk}/photo/").status_code == 404
    story = Story.objects.get()
    assert (story.title, story.ground_count) == ("A report that was hidden", 0)
    assert recorded()[-2:] == ["communities.thing_hidden", "wire.ground_hidden"]


def test_shown_again_it_is_as_it_was(cast: Cast, recorded) -> None:
    item = ground.placed(cast)
    _hide(cast, item)
    lift_hiding(hiding=hidden([item.reports.get().pk])[item.reports.get().pk], actor=cast.ben.actor)
    for _time in range(2):
        mark_hidden(report_id=item.reports.get().pk, hidden=False, actor=machine(cast.campaign.pk))
    assert Story.objects.get().title == item.title
    assert recorded()[-2:] == ["communities.thing_shown", "wire.ground_shown"]


def test_its_hosts_find_the_way_on_its_page(cast: Cast, client: Client) -> None:
    report = ground.reported(cast)
    hides = f"/ellery/communities/look-after/wire.GroundReport/{report.pk}/"
    for player, finds in ((cast.ben, True), (cast.cleo, False)):
        client.force_login(player.account)
        assert (hides in client.get(f"/ellery/wire/ground/{report.pk}/").content.decode()) is finds
    client.logout()
    assert hides not in client.get(f"/ellery/wire/ground/{report.pk}/").content.decode()


def test_only_its_hosts_hide_it(cast: Cast, recorded) -> None:
    report = ground.reported(cast)
    for player in (cast.ada, cast.cleo, cast.dan):
        with pytest.raises(NotHere):
            hide_thing(subject_type="wire.GroundReport", subject_id=report.pk, reason="No.", actor=player.actor)
    assert recorded() == ["wire.ground_reported"]


def test_the_machine_follows(cast: Cast) -> None:
    with pytest.raises(NotHere):
        mark_hidden(report_id=ground.placed(cast).reports.get().pk, hidden=True, actor=cast.ben.actor)


def test_hidden_before_it_is_placed_it_stays_hidden(cast: Cast, client: Client) -> None:
    report = ground.reported(cast)
    hide_thing(subject_type="wire.GroundReport", subject_id=report.pk, reason="It names a child.", actor=cast.ben.actor)
    mark_hidden(report_id=report.pk, hidden=True, actor=machine(cast.campaign.pk))  # comes first, and finds nothing to mark
    item = place_report(report_id=report.pk, stream=CampaignStream(cast.campaign.pk), actor=machine(cast.campaign.pk))
    assert item is not None and item.hidden and Story.objects.get().title == "A report that was hidden"
    for page in ("", "ground/", f"{item.story_id}/", "search/?q=water", "feed.atom?ground=on"):
        assert "Brown water" not in client.get(f"/ellery/wire/{page}").content.decode(), page
