"""Rings for those who have an answer open: its shared text has grown somewhere else than in their own process."""

from __future__ import annotations

import uuid

from django.db import connection, transaction

CHANNEL = "groundswell_together"
NOBODY = "-"  # who rings: no process that holds a room


def ring_after_commit(response_id: uuid.UUID) -> None:
    """Tell every process, once what was written is there for it to read; a ring that is lost costs five seconds."""

    def ring() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{NOBODY} look {response_id}"])

    transaction.on_commit(ring, robust=True)
