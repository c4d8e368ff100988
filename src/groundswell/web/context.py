"""What every page of the shell knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from groundswell.notify.selectors.notices import MOST_SHOWN, new_for
from groundswell.web import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return campaign, actor, language and the ways through the shell; no query for visitors, and only for what is shown."""
    campaign = getattr(request, "campaign", None)
    actor = getattr(request, "actor", None)
    signed_in = bool(actor and actor.account_id)
    return {
        "campaign": campaign,
        "actor": actor,
        "language": translation.get_language() or "en",
        "languages": settings.LANGUAGES,
        "native_names": {code: LANG_INFO[code]["name_local"] for code, _name in settings.LANGUAGES},
        "demo": settings.DEMO,
        "signed_in": signed_in,
        "rooms": SimpleLazyObject(lambda: navigation.rooms(request, campaign)),
        "account_ways": SimpleLazyObject(lambda: navigation.account_ways(request, campaign, signed_in=signed_in)),
        "new_for_me": SimpleLazyObject(
            lambda: _counted(new_for(campaign, actor)) if campaign and actor and actor.is_member else ""
        ),
        "foot_ways": SimpleLazyObject(lambda: navigation.foot_ways(campaign)),
    }


def _counted(many: int) -> str:
    """Return a number that stands beside a word; nothing for none."""
    return f"{MOST_SHOWN}+" if many > MOST_SHOWN else str(many or "")
