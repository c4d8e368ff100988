"""What the doors of docs/roles.md are tried with: one module a room, each with its ``ARGUMENTS`` and ``FORMS``.

``ARGUMENTS["wire:story"]`` is called with the cast, inside its campaign, and returns what the address needs; make the thing
there, through services: everything is undone after each try. ``FORMS`` does the same for what a POST sends; most doors need
none, for a form that is refused with words was not refused at the door. A row that tries the same door with another thing,
``| GET | `responses:answer` of a draft |``, is found under its whole name first: ``ARGUMENTS["responses:answer of a draft"]``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from tests.cast import Cast

Make = Callable[[Cast], dict[str, Any]]


def _collected(name: str) -> dict[str, Make]:
    found: dict[str, Make] = {}
    for module in pkgutil.iter_modules(__path__):
        entries: dict[str, Make] = getattr(importlib.import_module(f"{__name__}.{module.name}"), name, {})
        twice = found.keys() & entries.keys()
        if twice:
            raise ValueError(f"{name}: {twice} stand in two modules of tests/doors")
        found |= entries
    return found


ARGUMENTS = _collected("ARGUMENTS")
FORMS = _collected("FORMS")


def arguments(door: str, cast: Cast) -> dict[str, Any]:
    """Return what the address of a door needs."""
    make = ARGUMENTS.get(door) or ARGUMENTS.get(door.split()[0])
    return make(cast) if make else {}


def form(door: str, cast: Cast) -> dict[str, Any]:
    """Return what a POST to a door sends."""
    make = FORMS.get(door) or FORMS.get(door.split()[0])
    return make(cast) if make else {}
