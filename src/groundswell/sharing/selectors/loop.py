"""Reads which answers somebody passes on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from groundswell.responses.models import Adoption
from groundswell.sharing.models import PassOn


def passed_on(response_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these answers of which there is a link: one query, none for nothing; links are not read one by one."""
    ids = list(response_ids)
    if not ids:
        return set()
    given = Adoption.objects.filter(Exists(PassOn.objects.filter(adoption=OuterRef("pk"))), version__response__in=ids)
    return set(given.values_list("version__response", flat=True).distinct())
