"""Reads which answers wait for whose view: the places from which readers are missing, and how many."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from groundswell.communities.selectors import hidden
from groundswell.kit.clock import now
from groundswell.responses.models import Readiness, Version
from groundswell.responses.selectors.judging import LATELY

MOST = 60
FROM_A_PLACE = ("more_raters", "under_line", "expected_under")
FIRST_READERS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many readers of one community; or of any other than ``outside``, where that is said instead."""

    community: uuid.UUID | None
    outside: uuid.UUID | None
    how_many: int


@dataclass(frozen=True, slots=True)
class Wanting:
    """An answer's newest version that is not ready, and whose view it lacks."""

    version: Version
    wanted: Sequence[Wanted]


def wanting() -> list[Wanting]:
    """Return the answers of the last two weeks that wait for readers, the longest-waiting first: three queries."""
    ready = Exists(Readiness.objects.filter(version=OuterRef("pk"), ready=True))
    newest = Version.objects.filter(response__newest=F("pk"), published_at__gte=now() - LATELY).exclude(ready)
    found = list(newest.select_related("response").order_by("published_at")[:MOST])
    covered = hidden([key for one in found for key in (one.pk, one.response_id)])
    shown = [one for one in found if one.pk not in covered and one.response_id not in covered]
    reports = dict(Readiness.objects.filter(version__in=shown).values_list("version_id", "report__missing"))
    return [Wanting(one, _wanted(reports.get(one.pk))) for one in shown]


def _wanted(missing: Sequence[tuple[str, str | None, int]] | None) -> list[Wanted]:
    if missing is None:
        return [Wanted(None, None, FIRST_READERS)]
    if any(code == "barred" for code, _named, _many in missing):
        return []  # no reader could make it ready any more
    found = []
    for code, named, many in missing:
        place = uuid.UUID(named) if named else None
        if code in FROM_A_PLACE and place:
            found.append(Wanted(place, None, many))
        elif code in ("outside", "same_people"):
            found.append(Wanted(None, place, many))
    return found
