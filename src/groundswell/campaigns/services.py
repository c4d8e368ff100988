"""Founds campaigns and changes what a campaign says of itself."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.events import CampaignFounded
from groundswell.campaigns.models import RESERVED_SLUGS, Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import uuid7
from groundswell.kit.text import plain
from groundswell.pulse.log import record

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def found_campaign(
    *,
    slug: str,
    name: str,
    purpose: str = "",
    timezone: str = "UTC",
    languages: Sequence[str] = ("en",),
    responsible: str = "",
    is_demo: bool = False,
    pillars: int = 0,
    actor: Actor,
) -> Campaign:
    """Found a campaign; anyone who can reach the first-run page or the command line may (views guard the page)."""
    slug, name = slug.strip().lower(), plain(name, limit=80)
    _check(slug, name, timezone, languages)
    campaign = Campaign(
        id=uuid7(),
        slug=slug,
        name=name,
        purpose=plain(purpose, limit=300),
        timezone=timezone,
        languages=list(languages),
        responsible=plain(responsible, limit=300),
        is_demo=is_demo,
        created_at=now(),
    )
    with scope(campaign.pk):
        try:
            with transaction.atomic():
                campaign.save(force_insert=True)
        except IntegrityError as error:
            message = _("There is already a campaign at this address. Choose another short name.")
            raise BadInput(message, field="slug") from error
        record(CampaignFounded(pillars=pillars), actor=actor, subject=campaign)
    return campaign


def _check(slug: str, name: str, timezone: str, languages: Sequence[str]) -> None:
    if not _SLUG.fullmatch(slug) or slug in RESERVED_SLUGS:
        raise BadInput(
            _("The short name may have letters a to z, digits and hyphens, up to 40, and may not be a word the program uses."),
            field="slug",
        )
    if not name:
        raise BadInput(_("Give the campaign a name."), field="name")
    if timezone not in zoneinfo.available_timezones():
        raise BadInput(_("This time zone is not known. Write it like Europe/Madrid."), field="timezone")
    known = dict(settings.LANGUAGES)
    if not languages or not set(languages) <= known.keys():
        words = _("Choose from the languages this program speaks: %(codes)s.") % {"codes": ", ".join(known)}
        raise BadInput(words, field="languages")
