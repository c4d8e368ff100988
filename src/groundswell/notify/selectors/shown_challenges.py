"""Says notices about challenges to answers in lines that can be read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.notify.models import Notice
from groundswell.responses.models import Challenge

Found = dict[uuid.UUID, tuple[str, str, str]]
Shown = Callable[[Campaign, Actor, Sequence[Notice]], Found]


def challenges(words: str | Promise) -> Shown:
    """Return how challenges are told; what is hidden, or hangs on something hidden, is not told: three queries at most."""

    def found(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
        return {
            one.pk: (str(words), one.version.title, address(campaign, "responses:challenge", one.pk)) for one in _kept(rows)
        }

    return found


def settled(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say how a challenge ended."""
    return {
        one.pk: (
            _("A challenge was met by a newer version") if one.settled_with_id else _("A challenge was taken back"),
            one.version.title,
            address(campaign, "responses:challenge", one.pk),
        )
        for one in _kept(rows)
        if one.settled_at
    }


def _kept(rows: Sequence[Notice]) -> list[Challenge]:
    found = list(Challenge.objects.filter(pk__in=[one.thing_id for one in rows]).select_related("version"))
    covered = hidden([key for one in found for key in (one.pk, one.version_id, one.version.response_id)])
    return [one for one in found if not {one.pk, one.version_id, one.version.response_id} & covered.keys()]
