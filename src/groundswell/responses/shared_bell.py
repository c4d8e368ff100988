"""Rings for those who have an answer open: its text has grown in another process, or something was proposed to it."""

from __future__ import annotations

import uuid

from django.db import connection, transaction

CHANNEL = "groundswell_together"
NOBODY = "-"  # who rings: no process that holds a room


def ring_after_commit(response_id: uuid.UUID) -> None:
    """Tell every process, once what was written is there for it to read; a ring that is lost costs five seconds."""

    _ring_after_commit("look", response_id)


def ring_proposed_after_commit(response_id: uuid.UUID) -> None:
    """Tell every process that something was proposed to the authors of an answer, or decided."""
    _ring_after_commit("proposed", response_id)


def _ring_after_commit(what: str, response_id: uuid.UUID) -> None:
    def ring() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{NOBODY} {what} {response_id}"])

    transaction.on_commit(ring, robust=True)
