"""Which answers somebody said are not the same, however alike they read."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class KeptApart(TenantModel):
    """Two answers that read alike and are not the same: nobody is asked again. ``first`` is the one with the smaller id."""

    first = link("responses.Response", related_name="apart_after")
    second = link("responses.Response", related_name="apart_before")
    said_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    said_at = models.DateTimeField()
    lifted_by = link("people.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)  # taken back: the row stays, so that it can be read who said what when

    class Meta:
        constraints = [
            *within_campaign(
                "responses_keptapart",
                first="responses.Response",
                second="responses.Response",
                said_by="people.Member",
                lifted_by="people.Member",
            ),
            models.UniqueConstraint(
                fields=["campaign", "first", "second"],
                condition=models.Q(lifted_at__isnull=True),
                name="responses_keptapart_once",
            ),
        ]
