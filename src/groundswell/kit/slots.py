"""Named places on a lower room's page that a higher room fills; filled on the server, each with its own selector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from groundswell.kit.shared import made_once

Select = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Filling:
    """What one room puts in a slot: a selector (request, **context) and its fragment."""

    name: str
    select: Select
    template: str
    order: int
    alike: bool


_fillings: dict[str, list[Filling]] = {}


def register(name: str, *, select: Select, template: str = "", order: int = 0, alike: bool = False) -> None:
    """Put ``template`` into slot ``name``; called from ``AppConfig.ready``. A selector that returns None leaves it out.

    Where the page draws by itself and only wants to know (``facts``), there is no template. One that shows everybody the
    same (``alike``) is made once until something happens in the campaign: see ``kit.shared.made_once`` for what it may show.
    """
    filling = Filling(name, select, template, order, alike)
    others = [one for one in _fillings.get(name, []) if (one.template, one.select) != (template, select)]
    _fillings[name] = sorted([*others, filling], key=lambda one: one.order)


def fill(name: str, request: HttpRequest, **context: Any) -> Markup:
    """Render everything registered for slot ``name``, in order."""
    return Markup("").join(_shown(filling, request, context) for filling in _fillings.get(name, []) if filling.template)


def _shown(filling: Filling, request: HttpRequest, context: dict[str, Any]) -> Markup:
    def make() -> str:
        found = filling.select(request, **context)
        return "" if found is None else render_to_string(filling.template, {**context, **found}, request=request)

    if filling.alike:
        of = " ".join(f"{key}={getattr(thing, 'pk', thing)}" for key, thing in sorted(context.items()))
        return made_once(request, f"{filling.template} {of}", make)
    return Markup(make())  # noqa: S704 (our own rendered fragment)


def facts(name: str, request: HttpRequest, **context: Any) -> dict[str, Any]:
    """Return what the rooms know for slot ``name``, in order: for a page that draws it in a picture of its own."""
    known: dict[str, Any] = {}
    for filling in _fillings.get(name, []):
        known.update(filling.select(request, **context) or {})
    return known


def names() -> set[str]:
    """Return the slots that something fills."""
    return set(_fillings)
