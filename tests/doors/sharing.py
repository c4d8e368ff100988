"""The sharing room's doors: Ferry Street's adoption and Ben's link to it."""

from __future__ import annotations

from typing import Any

from groundswell.sharing.services import make_pass_on
from tests import stages
from tests.cast import Cast
from tests.doors import Make


def _link(cast: Cast) -> dict[str, Any]:
    return {"code": make_pass_on(adoption=stages.adopted(cast), actor=cast.ben.actor).code}


ARGUMENTS: dict[str, Make] = {
    "sharing:make_pass_on": lambda cast: {"adoption_id": stages.adopted(cast).pk},
    "sharing:landing": _link,
    "sharing:pass_further": _link,
    "sharing:own_link": _link,
    "sharing:card": _link,
    "sharing:qr": _link,
    "sharing:preview": _link,
    "sharing:standing": _link,
    "sharing:landing_standing": _link,
    "sharing:changes": _link,
    "sharing:note_talk": _link,
    "sharing:words_followed": lambda cast: {"adoption_id": stages.adopted(cast).pk},
    "sharing:outcomes": lambda cast: {"response_id": stages.published(cast).response_id},
    "sharing:chain": lambda cast: {"response_id": stages.published(cast).response_id},
    "sharing:chain of a draft": lambda cast: {"response_id": stages.started(cast).pk},
}
