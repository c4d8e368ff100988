"""The only writers of communities: founding, coming in, hosting, and looking after what is written."""

from groundswell.communities.services.entry import enter_community, leave_community, let_in, turn_away
from groundswell.communities.services.founding import describe_community, found_community
from groundswell.communities.services.hosting import add_host, hand_over, step_down, wake_community
from groundswell.communities.services.reports import hide_thing, lift_hiding, report_thing, settle_reports

__all__ = [
    "add_host",
    "describe_community",
    "enter_community",
    "found_community",
    "hand_over",
    "hide_thing",
    "leave_community",
    "let_in",
    "lift_hiding",
    "report_thing",
    "settle_reports",
    "step_down",
    "turn_away",
    "wake_community",
]
