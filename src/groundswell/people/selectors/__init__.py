"""What pages and services ask about people."""

from groundswell.people.selectors.demo import demo_cast, demo_member
from groundswell.people.selectors.invites import ShownInvite, invite_at, invite_by, invites_of, invites_shown
from groundswell.people.selectors.members import (
    acting,
    actor_of,
    campaigns_of,
    invited_by,
    known_of_joiner,
    member_at,
    member_of,
    member_who_left,
    members_named,
    name_elsewhere,
    present_actor,
    subjects_of,
)
from groundswell.people.selectors.roles import Held, Keepers, Portrait, grant_at, holders, keepers, portrait, roles_of

__all__ = [
    "Held",
    "Keepers",
    "Portrait",
    "ShownInvite",
    "acting",
    "actor_of",
    "campaigns_of",
    "demo_cast",
    "demo_member",
    "grant_at",
    "holders",
    "invite_at",
    "invite_by",
    "invited_by",
    "invites_of",
    "invites_shown",
    "keepers",
    "known_of_joiner",
    "member_at",
    "member_of",
    "member_who_left",
    "members_named",
    "name_elsewhere",
    "portrait",
    "present_actor",
    "roles_of",
    "subjects_of",
]
