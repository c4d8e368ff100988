"""The one table of the kit: deeds counted against limits."""

from __future__ import annotations

from django.db import models


class Spent(models.Model):
    """How often a hashed key did one deed in one window; swept once the window is over."""

    pk = models.CompositePrimaryKey("key", "win")
    key = models.CharField(max_length=40)
    win = models.BigIntegerField()
    ends = models.DateTimeField(db_index=True)
    times = models.IntegerField()

    class Meta:
        db_table = "kit_spent"
