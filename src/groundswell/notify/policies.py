"""Who may follow, and whose notices are whose: what somebody hears is theirs alone."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from groundswell.kit.actor import Actor
from groundswell.notify.models import Device, Follow, Mute, Notice, Preference

Own = TypeVar("Own", Follow, Mute, Notice, Preference, Device)


def can_follow(actor: Actor) -> bool:
    """Any member follows what they like, and mutes it."""
    return actor.is_member


def can_change(actor: Actor, row: Follow | Mute | Notice | Preference | Device) -> bool:
    """Nobody but its owner, stewards neither."""
    return actor.is_member and row.member_id == actor.member_id


def can_tell_members(actor: Actor) -> bool:
    """Only the machine tells members: nobody can press a button and write to everyone."""
    return actor.is_machine


def visible_to(actor: Actor, rows: QuerySet[Own]) -> QuerySet[Own]:
    """One's own rows; a visitor has none."""
    return rows.filter(member_id=actor.member_id) if actor.member_id else rows.none()
