"""What must be right before web and worker start: tables, a readable pulse and, in the demo, its content."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings
from django.db import transaction

from groundswell.campaigns.selectors import campaigns
from groundswell.kit.errors import Refused
from groundswell.ops.installation import say
from groundswell.ops.pulse_state import refuse_cursors_ahead


def prepare() -> int:
    """Prepare the present home; the tables were brought up to date on the way here."""
    refuse_cursors_ahead()
    if settings.DEMO:
        from groundswell.ops.demo.build import fill

        with transaction.atomic():  # a demo that was interrupted half made would never be finished
            fill()
    return 0


def prepare_to_serve() -> None:
    """The same, in a child where it is much: what sorts news into stories must not stay in the memory of a web process."""
    refuse_cursors_ahead()
    if settings.DEMO and not campaigns().exists():
        say("making the demo's campaign, once; this takes up to a minute …")
        if subprocess.run([sys.executable, "-m", "groundswell.ops", "prepare"], check=False).returncode:
            raise Refused("The demo could not be made; the lines above say why.")
