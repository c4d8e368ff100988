"""Deed and event commit together; what is written stays."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from groundswell.campaigns.events import CampaignFounded
from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.pulse.log import Happening, record, record_many
from groundswell.pulse.models import PulseEvent


def test_outside_a_transaction_nothing_is_recorded(committed: None) -> None:
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    with pytest.raises(RuntimeError, match="transaction"):
        record(CampaignFounded(pillars=2), actor=machine(campaign.pk), subject=campaign)


def test_an_undone_deed_leaves_no_event(committed: None) -> None:
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    with pytest.raises(ZeroDivisionError), scope(campaign.pk):
        record(CampaignFounded(pillars=2), actor=machine(campaign.pk), subject=campaign)
        raise ZeroDivisionError
    with scope(campaign.pk):
        assert PulseEvent.objects.count() == 1  # the founding


@pytest.mark.parametrize("change", [{"kind": "x.y_z"}, None])
def test_a_row_is_never_changed_or_deleted(cast: object, change: dict[str, str] | None) -> None:
    row = PulseEvent.objects.earliest("seq")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PulseEvent.objects.filter(pk=row.pk).update(**change) if change else PulseEvent.objects.filter(pk=row.pk).delete()


def test_many_events_of_one_deed_are_one_insert_and_one_ring(committed: None) -> None:
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None))
    happenings = [Happening(CampaignFounded(pillars=2), campaign)] * 50
    with scope(campaign.pk), CaptureQueriesContext(connection) as queries:
        record_many(happenings, actor=machine(campaign.pk))
        record_many(happenings, actor=machine(campaign.pk))
        assert len(queries) == 2
        rings = [entry for entry in connection.run_on_commit if getattr(entry[1], "is_pulse_bell", False)]
        assert len(rings) == 1
