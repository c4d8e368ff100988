"""The state of the stream that puts items into stories."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, within_campaign


class Stream(TenantModel):
    """The stream's state after the item at ``position``; later items are replayed in order to reach the present."""

    position = models.BigIntegerField(default=0)
    snapshot = models.BinaryField(null=True)
    next_position = models.BigIntegerField(default=1)
    change = models.BigIntegerField(default=0)  # the last change of a story by hand that the snapshot knows
    next_change = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            *within_campaign("wire_stream"),
            models.UniqueConstraint(fields=["campaign"], name="wire_stream_one"),
        ]
