"""What people see on the ground weighs: three of them as one outlet, six as two; it touches the community it was seen in."""

from __future__ import annotations

import uuid

from tests.cast import Cast, Player
from tests.integration.notify.conftest import Clock, Ears
from tests.stages import neighbours

from groundswell.communities.models import Community
from groundswell.kit.actor import machine
from groundswell.notify.models import Notice
from groundswell.notify.services import follow
from groundswell.wire.ground import Seen
from groundswell.wire.models import GroundReport
from groundswell.wire.services import CampaignStream, confirm_report, place_report, report_ground


def _seen(cast: Cast, by: Player, noon: Clock, community: Community | None = None) -> GroundReport:
    seen = Seen(uuid.uuid4(), "Brown water from every tap on the quay", "", None, False, noon.at)
    report = report_ground(seen=seen, community=community, actor=by.actor)
    place_report(report_id=report.pk, stream=CampaignStream(cast.campaign.pk), actor=machine(cast.campaign.pk))
    return report


def test_six_who_saw_it_are_two_voices(cast: Cast, ears: Ears, noon: Clock) -> None:
    follow(campaign=cast.campaign, kind="words", words="brown water", actor=cast.ben.actor)
    report = _seen(cast, cast.ada, noon)
    others = neighbours(cast, cast.ferry, "Fay Finn Flo Fred Faith")
    for one in others[:4]:
        confirm_report(report=report, actor=one.actor)
    assert ears.mail() == []
    confirm_report(report=report, actor=others[4].actor)
    (mail,) = ears.mail()
    assert mail.to == [cast.ben.account.email]
    assert "Why you: you follow brown water." in mail.body


def test_with_an_outlet_three_are_enough(cast: Cast, ears: Ears, noon: Clock) -> None:
    follow(campaign=cast.campaign, kind="words", words="brown water", actor=cast.ben.actor)
    report = _seen(cast, cast.ada, noon)
    ears.told_by("The Alder Post", title="Brown water from every tap on the quay")
    assert ears.mail() == []
    for one in neighbours(cast, cast.ferry, "Fay Finn"):
        confirm_report(report=report, actor=one.actor)
    assert len(ears.mail()) == 1


def test_it_touches_the_community_it_was_seen_in(cast: Cast, ears: Ears, noon: Clock) -> None:
    follow(campaign=cast.campaign, kind="community", thing_id=cast.orchard.pk, actor=cast.ben.actor)
    _seen(cast, cast.cleo, noon, cast.orchard)
    ears.hear()
    assert Notice.objects.get(member=cast.ben.member, topic="story").label == "Orchard growers"
