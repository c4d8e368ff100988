"""Which service a press of those who look after a thing calls."""

from __future__ import annotations

from groundswell.communities import services
from groundswell.communities.shown import Looked
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here


def look_after(deed: str, looked: Looked, reason: str, actor: Actor) -> bool:
    """Hide the thing, show it again, or say that it stands."""
    if deed == "hide":
        services.hide_thing(subject_type=looked.subject_type, subject_id=looked.subject_id, reason=reason, actor=actor)
    elif deed == "stands":
        services.settle_reports(subject_id=looked.subject_id, reason=reason, actor=actor)
    else:
        services.lift_hiding(hiding=looked.hiding or not_here(), reason=reason, actor=actor)
    return True
