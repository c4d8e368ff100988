"""Reads how communities rated earlier answers, from the verdicts that stand on these."""

from __future__ import annotations

import uuid

from groundswell.communities.models import Community
from groundswell.responses.models import Readiness, Version

# So many of the latest verdicts show how communities go together.
LATEST = 300


def earlier_ratings(version: Version) -> list[dict[uuid.UUID, tuple[int, float]]]:
    """Return for each other answer how many of each community rated it and their mean approval: two queries.

    Each answer comes once, by its latest verdict; communities that are asleep do not come, for nobody could ask them.
    """
    awake = set(Community.objects.filter(asleep_since=None).values_list("pk", flat=True))
    others = Readiness.objects.exclude(version__response=version.response_id).order_by("-computed_at", "pk")
    latest: dict[uuid.UUID, dict[uuid.UUID, tuple[int, float]]] = {}
    for response, shares in others.values_list("version__response_id", "report__shares")[:LATEST]:
        if response not in latest:
            named = {uuid.UUID(one["community"]): (one["n"], one["mean"]) for one in shares or []}
            latest[response] = {community: said for community, said in named.items() if community in awake}
    return list(latest.values())
