"""Ids of any kind as JSON and back: what a snapshot may name."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any
from uuid import UUID


def plain(value: Hashable) -> Any:
    """An id as JSON; what JSON has no word for is tagged.

    Raises
    ------
    TypeError
        It is none of str, int, float, bool, None, bytes, UUID or a tuple of these.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, UUID):
        return {"uuid": value.hex}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, tuple):
        return {"tuple": [plain(part) for part in value]}
    raise TypeError(f"an id of type {type(value).__name__} cannot be kept in a snapshot")


def rich(value: Any) -> Any:
    """The id that :func:`plain` was given."""
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "tuple":
        return tuple(rich(part) for part in inner)
    readers: dict[str, Callable[[str], Hashable]] = {"float": float.fromhex, "uuid": UUID, "bytes": bytes.fromhex}
    return readers[kind](inner)
