"""The database itself refuses to rewrite a ratified pillar, a revision and a line of the ledger, whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import Cast

from groundswell.strategy.models import LedgerEntry, Pillar, Tactic, TacticRevision


def _refused(sql: str, key: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [key])


def test_a_ratified_pillar_holds(cast: Cast, pillars: list[Pillar]) -> None:
    _refused("UPDATE strategy_pillar SET promise = 'Something else' WHERE id = %s", pillars[0].pk)
    _refused("UPDATE strategy_pillar SET state = 'draft' WHERE id = %s", pillars[0].pk)
    _refused("DELETE FROM strategy_pillar WHERE id = %s", pillars[0].pk)
    assert Pillar.objects.get(pk=pillars[0].pk).promise == "Every tap in Ellery runs clean."


def test_a_revision_stays(cast: Cast, tactic: Tactic) -> None:
    revision = tactic.revisions.get()
    _refused("UPDATE strategy_tacticrevision SET what = 'Something else' WHERE id = %s", revision.pk)
    _refused("DELETE FROM strategy_tacticrevision WHERE id = %s", revision.pk)
    assert TacticRevision.objects.get(pk=revision.pk).what == revision.what


def test_a_line_of_the_ledger_stays(cast: Cast, tactic: Tactic) -> None:
    entry = LedgerEntry.objects.latest("id")
    _refused("UPDATE strategy_ledgerentry SET reason = 'Something else' WHERE id = %s", entry.pk)
    _refused("DELETE FROM strategy_ledgerentry WHERE id = %s", entry.pk)
    assert LedgerEntry.objects.filter(pk=entry.pk, reason="").exists()
