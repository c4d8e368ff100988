"""Sources: the outlets that items come from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Source(TenantModel):
    """Where items come from: an outlet, known by its name."""

    class Kind(models.TextChoices):
        NEWS = "news", _("a news outlet")
        OFFICIAL = "official", _("an office or authority")
        GROUP = "group", _("a group or movement")
        OWN = "own", _("our own outlet")
        SATIRE = "satire", _("satire")

    key = models.CharField(max_length=200)  # the name, folded
    name = models.CharField(_("name"), max_length=200, blank=True)
    counts = models.BooleanField(default=True)  # satire and own outlets are read but not counted
    created_at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NEWS)
    site = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, blank=True)  # where its feeds say none
    keep_words = models.TextField(blank=True)  # only what says one of these comes in
    drop_words = models.TextField(blank=True)  # what says one of these does not
    is_named = models.BooleanField(default=True)  # by people; else it goes by the name of its site until its feed says one
    added_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    removed_at = models.DateTimeField(null=True)  # it is read no more; what it told stays

    class Meta:
        constraints = [
            *within_campaign("wire_source", added_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "key"], name="wire_source_key"),
        ]
