"""Sources, items, stories, and the state of the stream that puts items into stories."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Source(TenantModel):
    """Where items come from: an outlet, known by its name."""

    key = models.CharField(max_length=200)  # the name, folded
    name = models.CharField(_("name"), max_length=200, blank=True)
    counts = models.BooleanField(default=True)  # satire and own outlets are read but not counted
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("wire_source"),
            models.UniqueConstraint(fields=["campaign", "key"], name="wire_source_key"),
        ]


class Story(TenantModel):
    """The items about one event. Its id never changes, whatever joins it later."""

    title = models.CharField(max_length=300)
    named_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    item_count = models.IntegerField(default=0)
    outlet_count = models.IntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign("wire_story", named_by="people.Member")
        indexes = [models.Index(fields=["campaign", "-last_at", "-id"], name="wire_story_newest")]


class Item(TenantModel):
    """One news entry, as it stands now; earlier wordings are kept as versions."""

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

    class Meta:
        constraints = [
            *within_campaign("wire_item", source="wire.Source", story="wire.Story", copy_of="wire.Item"),
            models.UniqueConstraint(fields=["campaign", "key"], name="wire_item_key"),
            models.UniqueConstraint(fields=["campaign", "position"], name="wire_item_position"),
        ]
        indexes = [models.Index(fields=["campaign", "story", "published"], name="wire_item_of_story")]


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


class Stream(TenantModel):
    """The stream's state after the item at ``position``; later items are replayed in order to reach the present."""

    position = models.BigIntegerField(default=0)
    snapshot = models.BinaryField(null=True)
    next_position = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            *within_campaign("wire_stream"),
            models.UniqueConstraint(fields=["campaign"], name="wire_stream_one"),
        ]
