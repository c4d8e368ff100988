"""The refusals a service may answer with; views turn them into words and status codes."""

from __future__ import annotations

from typing import NoReturn


class Refused(Exception):
    """The deed cannot be done; the message says why and what to do, in words for people."""

    status = 409


class NotHere(Refused):
    """Missing and forbidden answer alike: the page does not exist for this actor."""

    status = 404


class BadInput(Refused):
    """What was sent cannot be used; ``field`` names the input it belongs to, or is empty."""

    status = 422

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TooMany(Refused):
    """A limit was reached; the message says when to try again."""

    status = 429


def allow(permitted: bool) -> None:
    """Raise NotHere unless ``permitted``: the first step of every service."""
    if not permitted:
        raise NotHere


def not_here() -> NoReturn:
    """Say that the thing is not here (missing or not to be seen)."""
    raise NotHere
