"""What may become of a message for a device."""

from __future__ import annotations

from enum import Enum


class Fate(Enum):
    """What became of one message."""

    TAKEN = "taken"
    GONE = "gone"  # nobody listens there any more
    LATER = "later"  # certainly not taken: try again
    REFUSED = "refused"
    UNSURE = "unsure"
