"""The only writers of juries: called, drawn, answered, closed, appealed, and in the end forgotten."""

from groundswell.juries.services.appealing import appeal_verdict
from groundswell.juries.services.calling import call_jury, call_missing_juries
from groundswell.juries.services.choosing import choose_hours
from groundswell.juries.services.closing import close_jury
from groundswell.juries.services.drawing import draw_jury
from groundswell.juries.services.forgetting import forget_jurors, forget_member
from groundswell.juries.services.leaving_out import leave_out
from groundswell.juries.services.serving import answer_as_juror, decline_seat, replace_the_gone

__all__ = [
    "answer_as_juror",
    "appeal_verdict",
    "call_jury",
    "call_missing_juries",
    "choose_hours",
    "close_jury",
    "decline_seat",
    "draw_jury",
    "forget_jurors",
    "forget_member",
    "leave_out",
    "replace_the_gone",
]
