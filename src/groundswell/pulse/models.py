"""The rows of the pulse: events, the cursors of those who read them, and what could not be handled."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.expressions import Func

from groundswell.kit.db import RowSecurity


class XidField(models.Field):  # type: ignore[type-arg]
    """A PostgreSQL ``xid8``: the transaction that wrote the row. Kept as text in Python: bigint has no cast to xid8."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        return f"{sql}::text", params


class PresentTransaction(Func):
    """The present transaction's own id."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = XidField()


class PulseEvent(models.Model):
    """Something that happened. Append-only: a trigger refuses UPDATE and DELETE."""

    seq = models.BigAutoField(primary_key=True)
    xid = XidField(db_default=PresentTransaction(), editable=False)
    at = models.DateTimeField()
    # Bare ids without foreign keys: the history outlives its objects.
    campaign_id = models.UUIDField()
    kind = models.CharField(max_length=80)
    version = models.SmallIntegerField(default=1)
    actor_id = models.UUIDField(null=True)
    via = models.CharField(max_length=10)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    data = models.JSONField(default=dict)
    cause = models.BigIntegerField(null=True)

    class Meta:
        constraints = [RowSecurity(name="pulse_pulseevent_row_security")]
        indexes = [
            models.Index(fields=["xid", "seq"], name="pulse_in_order"),
            models.Index(fields=["campaign_id", "subject_id", "seq"], name="pulse_of_subject"),
            models.Index(fields=["campaign_id", "seq"], name="pulse_of_campaign"),
        ]


class Cursor(models.Model):
    """How far one consumer has read: the last (xid, seq) whose effect is committed."""

    consumer = models.CharField(max_length=60, primary_key=True)
    xid = XidField(default="0")
    seq = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField()


class ParkedRow(models.Model):
    """A row a consumer failed on: kept with its traceback, the loop went on."""

    consumer = models.CharField(max_length=60)
    seq = models.BigIntegerField()
    campaign_id = models.UUIDField()
    traceback = models.TextField()
    parked_at = models.DateTimeField()
    tries = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consumer", "seq"], name="pulse_parked_once")]
