"""Adds visits up, so that the page of a chain that a million people came through reads sums and not a million rows."""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.kit.ids import uuid7
from groundswell.sharing.models import VisitsAdded

# A visit carries the moment its request began and is written within a second; nothing older is still on its way.
SETTLED = datetime.timedelta(seconds=60)
BEGINNING = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ADD = """
INSERT INTO sharing_visitcount AS counted (id, campaign_id, pass_on_id, opened)
SELECT gen_random_uuid(), campaign_id, pass_on_id, count(*) FROM sharing_visit
WHERE campaign_id = %s AND kind = 'person' AND at > %s AND at <= %s GROUP BY campaign_id, pass_on_id
ON CONFLICT (campaign_id, pass_on_id) DO UPDATE SET opened = counted.opened + excluded.opened
"""


@transaction.atomic
def add_up_visits(*, campaign: Campaign, actor: Actor) -> int:
    """Add the visits since the last time to the sums; returns how many links were opened. Not on the pulse: visits are not."""
    allow(actor.is_machine)
    until = now() - SETTLED
    VisitsAdded.objects.get_or_create(campaign=campaign, defaults={"id": uuid7(), "until": BEGINNING})
    added = VisitsAdded.objects.select_for_update().get(campaign=campaign)
    if until <= added.until:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [campaign.pk, added.until, until])
        links = int(cursor.rowcount)
    added.until = until
    added.save(update_fields=["until"])
    return links
