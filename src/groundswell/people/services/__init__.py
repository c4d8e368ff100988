"""What is done with people: taking them in and letting them go, roles over one thing, invitations, erasing."""

from groundswell.people.services.accounts import change_address, end_session, forget_unused_accounts, prepare_account
from groundswell.people.services.erasure import erase_member, erase_those_who_left
from groundswell.people.services.invitations import end_invite, make_invite
from groundswell.people.services.joining import CONSENT_WORDING, join_campaign, leave_campaign
from groundswell.people.services.profile import change_profile
from groundswell.people.services.roles import end_role, grant_role, hand_over_role, make_steward
from groundswell.people.services.stewards import appoint_steward

__all__ = [
    "CONSENT_WORDING",
    "appoint_steward",
    "change_address",
    "change_profile",
    "end_invite",
    "end_role",
    "end_session",
    "erase_member",
    "erase_those_who_left",
    "forget_unused_accounts",
    "grant_role",
    "hand_over_role",
    "join_campaign",
    "leave_campaign",
    "make_invite",
    "make_steward",
    "prepare_account",
]
