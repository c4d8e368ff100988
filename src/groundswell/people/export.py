"""Gives a member everything that is kept about them: every room adds its part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from groundswell.people.models import Member

Part = Callable[[Member], Any]

_parts: dict[str, Part] = {}


def register(name: str, part: Part) -> None:
    """Add what a room keeps about a member under ``name``; called from ``AppConfig.ready``.

    ``part(member)`` returns plain JSON values (moments and ids may stay what they are), in few queries.
    """
    _parts[name] = part


def everything(member: Member) -> dict[str, Any]:
    """Return all parts, by name."""
    return {name: _parts[name](member) for name in sorted(_parts)}
