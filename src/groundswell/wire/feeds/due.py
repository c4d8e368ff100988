"""The feeds that are due, of all campaigns: taken for a while by whoever reads them, so that nobody reads one twice."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import connection

from groundswell.kit.db import as_system
from groundswell.wire.feeds.schedule import LEASE

# A feed that is taken counts as not due for the length of the lease: if its reader is killed, another takes it then.
_TAKE = """
UPDATE wire_feed SET next_at = now() + make_interval(secs => %s)
WHERE id IN (
    SELECT id FROM wire_feed WHERE state IN ('new', 'read') AND next_at <= now() ORDER BY next_at LIMIT %s
    FOR UPDATE SKIP LOCKED
)
RETURNING id, campaign_id, address, state, etag, modified
"""
_FAILING = """
SELECT count(*), count(*) FILTER (WHERE state = 'gone'), count(*) FILTER (WHERE state IN ('new', 'read') AND failures >= %s),
    count(*) FILTER (WHERE state IN ('new', 'read') AND next_at < now() - interval '10 minutes')
FROM wire_feed
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A feed to be read now."""

    id: uuid.UUID
    campaign_id: uuid.UUID
    address: str
    state: str
    etag: str
    modified: str


def take_due(limit: int) -> list[Due]:
    """Take up to ``limit`` feeds that are due, those that wait longest first."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_TAKE, [LEASE, limit])
        return [Due(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Health:
    """How the feeds of all campaigns do."""

    feeds: int
    gone: int
    failing: int
    late: int


def health(broken_after: int) -> Health:
    """Count the feeds of all campaigns by how they do."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_FAILING, [broken_after])
        return Health(*cursor.fetchone())
