"""Members who see it too say so: once each, not the reporter, and they may take it back."""

from __future__ import annotations

import pytest
from tests import ground
from tests.cast import Cast

from groundswell.kit.errors import NotHere, Refused
from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import Confirmation
from groundswell.wire.services import confirm_report, unconfirm_report


def test_members_see_it_too(cast: Cast, recorded) -> None:
    report = ground.reported(cast)
    for player in (cast.ben, cast.ada, cast.ben):
        report = confirm_report(report=report, actor=player.actor)
    assert report.confirmations == 2 == Confirmation.objects.count()
    assert recorded() == ["wire.ground_reported", "wire.report_confirmed", "wire.report_confirmed"]
    assert set(PulseEvent.objects.filter(kind="wire.report_confirmed").values_list("actor_id", flat=True)) == {None}


def test_it_can_be_taken_back(cast: Cast, recorded) -> None:
    report = confirm_report(report=ground.reported(cast), actor=cast.ben.actor)
    for _time in range(2):
        report = unconfirm_report(report=report, actor=cast.ben.actor)
    assert report.confirmations == 0
    assert recorded() == ["wire.ground_reported", "wire.report_confirmed", "wire.report_unconfirmed"]


def test_nobody_confirms_their_own(cast: Cast, recorded) -> None:
    with pytest.raises(Refused, match="yourself"):
        confirm_report(report=ground.reported(cast), actor=cast.cleo.actor)
    assert recorded() == ["wire.ground_reported"]


def test_members_confirm(cast: Cast, recorded) -> None:
    report = ground.reported(cast)
    for actor in (cast.visitor, cast.dan.actor):
        for deed in (confirm_report, unconfirm_report):
            with pytest.raises(NotHere):
                deed(report=report, actor=actor)
    assert recorded() == ["wire.ground_reported"]
