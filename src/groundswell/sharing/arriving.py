"""Hears from the way in that somebody came by a code; where it is a link's, that is counted."""

from __future__ import annotations

from groundswell.kit.actor import machine
from groundswell.people.models import Member
from groundswell.sharing.services import note_sign_up


def arrived(code: str, member: Member) -> None:
    """Count somebody who joined by a link."""
    note_sign_up(code=code, member=member, actor=machine(member.campaign_id))
