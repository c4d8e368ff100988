"""Named places on a lower room's page that a higher room fills; filled on the server, each with its own selector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

Select = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Filling:
    """What one room puts in a slot: a selector (request, **context) and its fragment."""

    name: str
    select: Select
    template: str
    order: int


_fillings: dict[str, list[Filling]] = {}


def register(name: str, *, select: Select, template: str, order: int = 0) -> None:
    """Put ``template`` into slot ``name``; called from ``AppConfig.ready``. A selector that returns None leaves it out."""
    filling = Filling(name, select, template, order)
    others = [one for one in _fillings.get(name, []) if one.template != template]
    _fillings[name] = sorted([*others, filling], key=lambda one: one.order)


def fill(name: str, request: HttpRequest, **context: Any) -> Markup:
    """Render everything registered for slot ``name``, in order."""
    parts = []
    for filling in _fillings.get(name, []):
        found = filling.select(request, **context)
        if found is not None:
            parts.append(render_to_string(filling.template, {**context, **found}, request=request))
    return Markup("").join(Markup(part) for part in parts)  # noqa: S704 (our own rendered fragments)


def names() -> set[str]:
    """Return the slots that something fills."""
    return set(_fillings)
