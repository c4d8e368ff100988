"""What lies at the links that answers name as their sources: a title and first words, read once for all who name them."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.db import models

from groundswell.kit.db import TenantModel, within_campaign

TITLE, EXCERPT = 200, 300
UNREADABLE = frozenset({"no_title", "not_a_feed", "unreadable", "too_much_work"})  # a PDF, a picture, a table


def key_of(url: str) -> str:
    """Return by what a link is known: addresses are too long for an index."""
    return hashlib.sha256(url.encode()).hexdigest()


class SourcePage(TenantModel):
    """A page that some answer names as a source, as it read when we looked at it, or why it could not be read."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        FAILED = "failed"

    url = models.CharField(max_length=2000)
    key = models.CharField(max_length=64)  # SHA-256 of the link
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    title = models.CharField(max_length=TITLE, blank=True)
    excerpt = models.CharField(max_length=EXCERPT, blank=True)
    problem = models.CharField(max_length=20, blank=True)  # a code of wire.feeds.refusals
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    again_at = models.DateTimeField(null=True)  # none: it was read, or is not asked again

    class Meta:
        constraints = [
            *within_campaign("responses_sourcepage"),
            models.UniqueConstraint(fields=["campaign", "key"], name="responses_sourcepage_once"),
        ]
        indexes = [models.Index(fields=["campaign", "again_at"], name="responses_sourcepage_again")]

    @property
    def host(self) -> str:
        """The site it lies at, as people name it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")
