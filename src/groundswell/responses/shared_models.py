"""What people write together, as it came: each row is durable before anybody else sees it."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class SharedUpdate(TenantModel):
    """A piece of the shared text, numbered in the order of the commits; a compaction leaves one row in place of many."""

    response = link("responses.Response", related_name="shared_updates")
    number = models.BigIntegerField()
    update = models.BinaryField()

    class Meta:
        constraints = [
            *within_campaign("responses_sharedupdate", response="responses.Response"),
            models.UniqueConstraint(fields=["campaign", "response", "number"], name="responses_sharedupdate_number"),
        ]


class SharedClient(TenantModel):
    """Whose browser a client id of the shared text is: credit for every character."""

    response = link("responses.Response", related_name="shared_clients")
    client = models.BigIntegerField()
    member = link("people.Member")

    class Meta:
        constraints = [
            *within_campaign("responses_sharedclient", response="responses.Response", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "response", "client"], name="responses_sharedclient_once"),
        ]
