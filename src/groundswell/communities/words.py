"""How deeds of hosts are said on the log."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.communities.models import LogEntry

Move = LogEntry.Move

# What everyone reads; members also read who did it and whom it is about.
SENTENCES: dict[str, str | Promise] = {
    Move.FOUNDED: _("The community was founded."),
    Move.DESCRIBED: _("A host changed what the community says of itself."),
    Move.LET_IN: _("A host let someone in."),
    Move.TURNED_AWAY: _("A host did not let someone in."),
    Move.HOST_ADDED: _("A member became a host."),
    Move.HOST_LEFT: _("A host hosts no longer."),
    Move.SLEPT: _("Nobody hosts the community any more. It sleeps."),
    Move.WOKEN: _("A member woke the community and hosts it."),
    Move.HIDDEN: _("Something was hidden."),
    Move.LIFTED: _("Something hidden is shown again."),
    Move.STANDS: _("Something was reported, looked at, and stands."),
    Move.CLOSED: _("A thread was closed."),
    Move.OPENED: _("A thread was opened again."),
    Move.PINNED: _("A thread was pinned."),
    Move.UNPINNED: _("A thread is pinned no longer."),
    Move.LET_THROUGH: _("Links of somebody new were looked at and let through."),
}
