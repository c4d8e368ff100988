"""Items, and how they read before their sources changed them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Item(TenantModel):
    """One news entry or ground report, as it stands now; earlier wordings are kept as versions."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        GROUND = "ground", _("from the ground")

    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.NEWS)
    hidden = models.BooleanField(default=False)  # a host hid it: it counts no more, and its words are not shown
    key = models.CharField(max_length=64)  # of the address, else of source, title and time: an entry seen again is the same
    source = link("wire.Source", on_delete=models.PROTECT, related_name="items")
    story = link("wire.Story", on_delete=models.PROTECT, related_name="items")
    copy_of = link("wire.Item", null=True, on_delete=models.SET_NULL)
    position = models.BigIntegerField()  # the order in which the stream saw it
    title = models.CharField(max_length=500)
    lead = models.TextField(blank=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published = models.DateTimeField()
    arrived = models.DateTimeField()
    version = models.IntegerField(default=1)
    file = models.CharField(max_length=200, blank=True)
    line = models.IntegerField(null=True)
    known_as = models.CharField(max_length=64, blank=True)  # the name its feed has for it, hashed
    gone_at = models.DateTimeField(null=True)  # its source took it back
    missed_at = models.DateTimeField(null=True)  # its feed left it out before its time, and its page was looked at once

    class Meta:
        constraints = [
            *within_campaign("wire_item", source="wire.Source", story="wire.Story", copy_of="wire.Item"),
            models.UniqueConstraint(fields=["campaign", "key"], name="wire_item_key"),
            models.UniqueConstraint(fields=["campaign", "position"], name="wire_item_position"),
        ]
        # The words to search for are a column of the database's own (migration 0007): no page ever reads it.
        indexes = [
            models.Index(fields=["campaign", "story", "published"], name="wire_item_of_story"),
            models.Index(fields=["campaign", "-published", "-id"], name="wire_item_newest"),
            models.Index(fields=["campaign", "source", "-published", "-id"], name="wire_item_of_source"),
            models.Index(fields=["campaign", "-published", "-id"], condition=models.Q(kind="ground"), name="wire_item_ground"),
        ]


class ItemVersion(TenantModel):
    """How an item read before its source changed it."""

    item = link("wire.Item", related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=500)
    lead = models.TextField(blank=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("wire_itemversion", item="wire.Item"),
            models.UniqueConstraint(fields=["campaign", "item", "number"], name="wire_itemversion_number"),
        ]
