"""Reads which answers somebody passes on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from groundswell.sharing.models import PassOn


def passed_on(response_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these answers of which there is a link: one query, none for nothing."""
    ids = list(response_ids)
    if not ids:
        return set()
    return set(PassOn.objects.filter(adoption__version__response__in=ids).values_list("adoption__version__response", flat=True))
