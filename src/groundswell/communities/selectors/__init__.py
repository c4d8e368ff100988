"""Reads of the communities room; threads, polls and likeness have modules of their own."""

from groundswell.communities.selectors.communities import (
    communities,
    communities_of,
    community_at,
    community_by_id,
    community_ids_of,
    hidden,
    hosting,
    hosts,
    is_in,
    log,
    membership_of,
    memberships,
    open_reports,
    open_reports_on,
)

__all__ = [
    "communities",
    "communities_of",
    "community_at",
    "community_by_id",
    "community_ids_of",
    "hidden",
    "hosting",
    "hosts",
    "is_in",
    "log",
    "membership_of",
    "memberships",
    "open_reports",
    "open_reports_on",
]
