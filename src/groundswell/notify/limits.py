"""How often one may follow and mute, and how often a signed link may be pressed."""

from __future__ import annotations

from groundswell.kit.limits import HOUR, Limit

CHOOSING = (Limit("notify.choose", 120, HOUR, by="account"),)
STOPPING = (Limit("notify.stop", 60, HOUR, by="block"),)
