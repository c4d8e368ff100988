"""What must be right before web and worker start: tables, a readable pulse and, in the demo, its content."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from groundswell.ops.demo.build import fill
from groundswell.ops.pulse_state import refuse_cursors_ahead


def prepare() -> int:
    """Prepare the present home; the tables were brought up to date on the way here."""
    refuse_cursors_ahead()
    if settings.DEMO:
        with transaction.atomic():  # a demo that was interrupted half made would never be finished
            fill()
    return 0
