"""Says how many joined by links since the last time, and mixes the rows of the day, so that their order tells nobody apart."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import record
from groundswell.sharing.events import SignUpsAdded
from groundswell.sharing.policies import can_add_outcomes

# Until then a row is of the transaction of its joining, and stands among the others in the order in which people joined.
_MIX = """
WITH lifted AS (
    DELETE FROM sharing_signup WHERE campaign_id = %s AND day >= %s RETURNING campaign_id, pass_on_id, day
)
INSERT INTO sharing_signup (id, campaign_id, pass_on_id, day)
SELECT gen_random_uuid(), campaign_id, pass_on_id, day FROM lifted ORDER BY random()
"""


@transaction.atomic
def tell_sign_ups(*, campaign: Campaign, joined: int, actor: Actor) -> None:
    """Record how many more joined, where somebody did; the rows of today and yesterday are written anew, in no order."""
    allow(can_add_outcomes(actor))
    if joined < 1:
        return
    with connection.cursor() as cursor:
        cursor.execute(_MIX, [campaign.pk, now().date() - timedelta(days=1)])
    record(SignUpsAdded(joined=joined), actor=actor, subject=campaign)
