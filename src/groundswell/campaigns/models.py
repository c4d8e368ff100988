"""The campaign: the tenant every other row belongs to."""

from __future__ import annotations

import zoneinfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import RowSecurity
from groundswell.kit.ids import uuid7

# First parts of addresses that the program itself uses; no campaign may take one.
RESERVED_SLUGS = frozenset({"accounts", "demo", "healthz", "live", "mailbox", "new", "readyz", "static", "styleguide", "sw.js"})


class Campaign(models.Model):
    """One strategy, many communities."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("short name for addresses"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC")
    languages = models.JSONField(_("languages"), default=list)  # codes, the first is the campaign's own
    responsible = models.CharField(_("responsible for this content"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=40, default="CC BY-SA 4.0")
    line = models.FloatField(_("the line"), default=0.6)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Everyone may read which campaigns there are (names and addresses are public); only its own scope writes one.
            RowSecurity(name="campaigns_campaign_row_security", column="id", public_read=True),
            models.CheckConstraint(condition=models.Q(line__gt=0, line__lt=1), name="campaigns_campaign_line"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The campaign's time zone."""
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def language(self) -> str:
        """The campaign's own language."""
        return self.languages[0] if self.languages else "en"
