"""How moves of pillars and tactics are said: as a sentence on the ledger, as a button on a page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.strategy.models import LedgerEntry

Move = LedgerEntry.Move

SENTENCES: dict[str, str | Promise] = {
    Move.DRAFTED: _("A pillar was drafted."),
    Move.EDITED: _("The draft of a pillar was edited."),
    Move.DISCARDED: _("The draft of a pillar was discarded."),
    Move.RATIFIED: _("A pillar was ratified. From here on it holds."),
    Move.REFUSED: _("A member asked to change a pillar. The pillar holds."),
    Move.PROPOSED: _("A tactic was proposed."),
    Move.STARTED: _("A tactic was started."),
    Move.ADJUSTED: _("A tactic was adjusted."),
    Move.KEPT: _("A tactic was kept."),
    Move.DROPPED: _("A tactic was dropped."),
    Move.WITHDRAWN: _("A tactic was withdrawn."),
    Move.RESUMED: _("A tactic was taken up again."),
}
BUTTONS: dict[str, str | Promise] = {
    Move.STARTED: _("Start it"),
    Move.ADJUSTED: _("Adjust it"),
    Move.KEPT: _("Keep it: it works"),
    Move.DROPPED: _("Drop it"),
    Move.WITHDRAWN: _("Withdraw it"),
    Move.RESUMED: _("Take it up again"),
}
ASKED: dict[str, str | Promise] = {
    Move.STARTED: _("Anything to say with it?"),
    Move.KEPT: _("What did you see? Say the number you measured."),
    Move.DROPPED: _("Why? What did you see?"),
    Move.WITHDRAWN: _("Anything to say with it?"),
    Move.RESUMED: _("Why take it up again?"),
}
DONE: dict[str, str | Promise] = {
    Move.STARTED: _("It is running. The ledger says so."),
    Move.KEPT: _("It is kept. The ledger says so."),
    Move.DROPPED: _("It is dropped. Any member of the community can take it up again."),
    Move.WITHDRAWN: _("It is withdrawn. You can take it up again."),
    Move.RESUMED: _("It is taken up again."),
}
WHY_IT_HOLDS = _(
    "A ratified pillar changes by a vote of the members and by nothing else. There is no such vote yet, so what you asked "
    "is written on the ledger, with your reason, and the pillar stands as it is."
)
