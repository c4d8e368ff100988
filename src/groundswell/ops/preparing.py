"""What must be right before web and worker start: tables, a readable pulse and, in the demo, its content."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from groundswell.ops.pulse_state import refuse_cursors_ahead

_CONTENT = "groundswell.ops.demo"


def prepare() -> int:
    """Prepare the present home; the tables were brought up to date on the way here."""
    refuse_cursors_ahead()
    if settings.DEMO and find_spec(_CONTENT) is not None:
        import_module(_CONTENT).fill()
    return 0
