"""Gives the pulse new stamps after its rows came to another database server, so that no reader loses or repeats a row.

A row's `xid` is the number of the transaction that wrote it, on the server that wrote it. Elsewhere such numbers may lie
in the future, where no reader looks. The order that readers saw is kept where it matters: rows between two consumers'
cursors form a group, each group gets one small stamp in turn, and each cursor comes to the end of its group.
"""

from __future__ import annotations

from django.db import connections, transaction

from groundswell.ops.installation import say

_ROWS = """
UPDATE pulse_pulseevent e SET xid = (
    1 + (SELECT count(*) FROM (SELECT DISTINCT xid, seq FROM pulse_cursor) p WHERE (p.xid, p.seq) < (e.xid, e.seq))
)::text::xid8;
"""
_CURSORS = """
UPDATE pulse_cursor c
SET xid = new.stamp, seq = coalesce((SELECT max(e.seq) FROM pulse_pulseevent e WHERE e.xid = new.stamp), 0)
FROM (
    SELECT p.consumer, (
        1 + (SELECT count(DISTINCT (o.xid::text, o.seq)) FROM pulse_cursor o WHERE (o.xid, o.seq) < (p.xid, p.seq))
    )::text::xid8 AS stamp
    FROM pulse_cursor p
) new
WHERE new.consumer = c.consumer;
"""
# For rows that lie in a table without triggers and policies yet: in the middle of a restore.
RESTAMP = _ROWS + _CURSORS


def restamp_now() -> int:
    """Restamp the present database in one transaction."""
    restamp()
    say("the pulse is stamped anew; start web and worker again.")
    return 0


def restamp() -> None:
    """Lift the append-only trigger and the forced wall for the owner, inside one transaction, and put both back."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("LOCK TABLE pulse_cursor IN EXCLUSIVE MODE")  # consumers take it first, too: no deadlock
        cursor.execute("ALTER TABLE pulse_pulseevent DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
        cursor.execute(RESTAMP)
        cursor.execute("ALTER TABLE pulse_pulseevent ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
