"""What members see where they are, and who saw it too."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class GroundReport(TenantModel):
    """What a member saw where they were. Its item joins the stream like any other; these are the words it came with."""

    item = link("wire.Item", null=True, on_delete=models.PROTECT, related_name="reports")  # none until the stream placed it
    what = models.CharField(max_length=280)
    place = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    is_exact = models.BooleanField(default=False)  # the reporter asked for the exact spot to be kept: for members
    community = link("communities.Community", null=True, on_delete=models.SET_NULL)
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    shows_name = models.BooleanField(default=False)  # to members; nobody else reads names
    photo = models.CharField(max_length=80, blank=True)  # the name of its file
    seen_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    confirmations = models.IntegerField(default=0)
    key = models.UUIDField()  # made where it was written: sent twice, it is there once

    class Meta:
        constraints = [
            *within_campaign("wire_groundreport", item="wire.Item", community="communities.Community", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "key"], name="wire_groundreport_key"),
            models.UniqueConstraint(fields=["campaign", "item"], name="wire_groundreport_item"),
        ]
        indexes = [models.Index(fields=["campaign", "-id"], name="wire_groundreport_newest")]


class Confirmation(TenantModel):
    """A member saw it too."""

    report = link("wire.GroundReport", related_name="confirmed_by")
    member = link("people.Member")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("wire_confirmation", report="wire.GroundReport", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "report", "member"], name="wire_confirmation_once"),
        ]
