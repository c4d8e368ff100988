"""What is done about hearing: following, muting, choosing how, telling, sending, and never writing to who said no."""

from groundswell.notify.services.asking import ask_readers
from groundswell.notify.services.choosing import choose, preferences_for
from groundswell.notify.services.communities import hear_community, make_ready_for_threads
from groundswell.notify.services.devices import add_device, remove_device
from groundswell.notify.services.digesting import make_digest
from groundswell.notify.services.following import follow, unfollow
from groundswell.notify.services.forgetting import forget_member
from groundswell.notify.services.muting import mute, unmute
from groundswell.notify.services.reading import mark_all_read, mark_read, settle_for_all
from groundswell.notify.services.stopping import resume_mail, stop_mail, stop_part
from groundswell.notify.services.telling import News, tell
from groundswell.notify.services.watching import watch_follow, watch_member

__all__ = [
    "News",
    "add_device",
    "ask_readers",
    "choose",
    "follow",
    "forget_member",
    "hear_community",
    "make_digest",
    "make_ready_for_threads",
    "mark_all_read",
    "mark_read",
    "mute",
    "preferences_for",
    "remove_device",
    "resume_mail",
    "settle_for_all",
    "stop_mail",
    "stop_part",
    "tell",
    "unfollow",
    "unmute",
    "watch_follow",
    "watch_member",
]
