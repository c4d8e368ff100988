"""The addresses sources are read at and when each is due, the campaign's rules, pasted links, stories paired over languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Feed(TenantModel):
    """One address of a source: what it said last, and when it is read again. Their reader sees those of all campaigns."""

    class State(models.TextChoices):
        NEW = "new", _("being looked at")
        READ = "read", _("is read")
        PAUSED = "paused", _("paused")
        GONE = "gone", _("gone")

    source = link("wire.Source", related_name="feeds")
    address = models.CharField(max_length=2000)
    address_key = models.CharField(max_length=64)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.NEW)
    interval = models.IntegerField(default=900)  # seconds; it follows how often something new is there
    next_at = models.DateTimeField()
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    failures = models.IntegerField(default=0)  # in a row
    problem = models.CharField(max_length=20, blank=True)  # a code of feeds.refusals
    tried_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)  # when it was last well
    taken = models.IntegerField(default=0)  # items it brought
    dropped = models.IntegerField(default=0)  # entries that the rules left out
    offered = models.JSONField(default=list)  # further feeds its page names
    added_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("wire_feed", source="wire.Source", added_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "address_key"], name="wire_feed_address"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state__in=["new", "read"]), name="wire_feed_due"),
            models.Index(fields=["campaign", "source"], name="wire_feed_of_source"),
        ]


class WireRules(TenantModel):
    """The words of a whole campaign by which entries of all its feeds come in or stay out."""

    keep_words = models.TextField(blank=True)
    drop_words = models.TextField(blank=True)
    changed_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("wire_wirerules", changed_by="people.Member"),
            models.UniqueConstraint(fields=["campaign"], name="wire_wirerules_one"),
        ]


class PastedLink(TenantModel):
    """A page somebody put on the wire by its address: looked at once, then an item like any other."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being looked at")
        DONE = "done", _("on the wire")
        REFUSED = "refused", _("not on the wire")

    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=500, blank=True)  # what the member wrote; empty: what the page says
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=20, blank=True)  # a code of feeds.refusals
    item = link("wire.Item", null=True, on_delete=models.SET_NULL)
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        constraints = within_campaign("wire_pastedlink", item="wire.Item", member="people.Member")


class StoryPair(TenantModel):
    """Two stories in two languages that tell of one event, said so by a member."""

    story = link("wire.Story", related_name="paired_to")
    other = link("wire.Story", related_name="paired_from")
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("wire_storypair", story="wire.Story", other="wire.Story", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "story", "other"], name="wire_storypair_once"),
        ]
