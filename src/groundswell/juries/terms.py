"""How long a jury takes, who is too new for one, and how much may be written: said on the method page as well."""

from __future__ import annotations

from datetime import timedelta

HOURS, HOURS_LEAST, HOURS_MOST = 72, 24, 336  # to answer in: what a campaign begins with, and what its stewards may choose
STEP_IN_WITHIN = timedelta(hours=24)  # whoever steps in late has at least this long
APPEAL_WITHIN = timedelta(days=7)
JOINED_APPEAL = timedelta(days=2)  # the last of these days, in which who joined a challenge may appeal, too
DEED_WITHIN = timedelta(hours=12)  # how long a draw waits for a public deed to take its seed from
MEMBER_FOR = timedelta(days=3)  # before the challenge was raised: nobody joins to be drawn
NEW_AFTER = timedelta(days=7)  # a jury that waited so long takes who is a member for some days by now
LIFTED_AFTER = timedelta(days=14)  # what was taken down is shown again when no jury could be drawn until then
APPEAL_WAITS = timedelta(days=30)  # then the first verdict is final: its jurors are not kept in mind for ever
GONE_EVERY = timedelta(hours=24)  # from the draw on, others step in then for who left until then
REASON = 600
APPEAL = 600
WHY = 300


def quorum_of(size: int) -> int:
    """Return how many of a jury must answer: more than half."""
    return size // 2 + 1
