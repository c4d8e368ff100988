"""Pages by key, not by number: they stay true while new rows arrive, and cost the same however deep one reads."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, newest first, and the key to go on from (None at the end)."""

    rows: Sequence[Row]
    older: uuid.UUID | None


def newest_first(rows: QuerySet[Row], *, before: str | None = None, size: int = 30, by: str = "id") -> Page[Row]:
    """Return up to ``size`` rows by descending UUIDv7 key, starting after ``before``; a broken key means the first page.

    ``by`` names another column that holds such keys, each once.
    """
    rows = rows.order_by(f"-{by}")
    if before:
        with suppress(ValueError):
            rows = rows.filter(**{f"{by}__lt": uuid.UUID(before)})
    found: list[Any] = list(rows[: size + 1])
    older = getattr(found[size - 1], by) if len(found) > size else None
    return Page(rows=found[:size], older=older)
