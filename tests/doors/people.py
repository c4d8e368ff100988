"""The people room's doors: Cleo's invite, and who looks after Ferry Street and the campaign."""

from __future__ import annotations

from typing import Any

from groundswell.people.models import Invite
from groundswell.people.selectors import holders
from groundswell.people.services import make_invite
from tests.cast import Cast
from tests.doors import Make


def _invite(cast: Cast) -> Invite:
    return make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.cleo.actor)


def _hosting(cast: Cast) -> dict[str, Any]:
    """Ben's role over Ferry Street."""
    return {"grant": holders("community", cast.ferry.pk)[0].pk}


def _stewards(cast: Cast) -> dict[str, Any]:
    return {"thing": "campaign", "thing_id": cast.campaign.pk}


def _to_cleo(cast: Cast) -> dict[str, Any]:
    assert cast.cleo.member
    return {"member": str(cast.cleo.member.pk)}


ARGUMENTS: dict[str, Make] = {
    "people:invite": lambda cast: {"code": _invite(cast).code},
    "people:invite_picture": lambda cast: {"code": _invite(cast).code},
    "people:end_invite": lambda cast: {"invite": _invite(cast).pk},
    "people:roles": _stewards,
    "people:share_role": _stewards,
    "people:hand_over_role": _hosting,
    "people:end_role": _hosting,
    "demo_feed": lambda cast: {"outlet": "radio-weir"},
    "demo_login": lambda cast: {"member": cast.ada.member and cast.ada.member.pk},
    "mfa_edit_webauthn": lambda cast: {"pk": 1},
    "mfa_remove_webauthn": lambda cast: {"pk": 1},
    "account_end_session": lambda cast: {"pk": 1},
}
FORMS: dict[str, Make] = {"people:share_role": _to_cleo, "people:hand_over_role": _to_cleo}
