"""By what way somebody came: rooms above give out codes of their own and are told when one of them led to a new member."""

from __future__ import annotations

from collections.abc import Callable

from groundswell.people.models import Member

CODE = 16
Arrived = Callable[[str, Member], None]

_told: list[Arrived] = []


def register(arrived: Arrived) -> None:
    """Let ``arrived(code, member)`` know whenever somebody joined by a code; called from ``AppConfig.ready``.

    It runs in the transaction of the joining. A code that is none of the room's own is no mistake: it is another's.
    """
    if arrived not in _told:
        _told.append(arrived)


def tell(code: str, member: Member) -> None:
    """Tell the rooms that a member came by this code; an empty one is nobody's."""
    for arrived in _told if code else ():
        arrived(code, member)
