"""The only writers of communities: founding, coming in, hosting, writing, and looking after what is written."""

from groundswell.communities.services.entry import enter_community, leave_community, let_in, turn_away
from groundswell.communities.services.founding import describe_community, found_community
from groundswell.communities.services.hosting import add_host, hand_over, step_down, wake_community
from groundswell.communities.services.polls import close_poll, count_poll, start_poll, vote_in_poll
from groundswell.communities.services.posts import delete_post, edit_post, let_through, restore_post, write_post
from groundswell.communities.services.reports import hide_thing, lift_hiding, report_thing, settle_reports
from groundswell.communities.services.taking_down import put_back, take_down
from groundswell.communities.services.threads import note_seen, start_thread, tend_thread

__all__ = [
    "add_host",
    "close_poll",
    "count_poll",
    "delete_post",
    "describe_community",
    "edit_post",
    "enter_community",
    "found_community",
    "hand_over",
    "hide_thing",
    "leave_community",
    "let_in",
    "let_through",
    "lift_hiding",
    "note_seen",
    "put_back",
    "report_thing",
    "restore_post",
    "settle_reports",
    "start_poll",
    "start_thread",
    "step_down",
    "take_down",
    "tend_thread",
    "turn_away",
    "vote_in_poll",
    "wake_community",
    "write_post",
]
