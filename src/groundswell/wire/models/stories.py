"""Stories, and what members changed about them by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Story(TenantModel):
    """The items about one event. Its id never changes, whatever joins it later."""

    title = models.CharField(max_length=300)
    named_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    item_count = models.IntegerField(default=0)
    outlet_count = models.IntegerField(default=0)  # outlets that told it in words of their own
    ground_count = models.IntegerField(default=0)  # of the items, how many are ground reports
    merged_into = link("wire.Story", null=True, on_delete=models.PROTECT)  # where its items went; its address leads there
    created_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign("wire_story", named_by="people.Member", merged_into="wire.Story")
        indexes = [
            models.Index(fields=["campaign", "-last_at", "-id"], name="wire_story_newest"),
            models.Index(
                fields=["campaign", "merged_into"], condition=models.Q(merged_into__isnull=False), name="wire_story_merged"
            ),
        ]


class StoryChange(TenantModel):
    """One change of stories by hand, in public: which items went from ``other`` to ``story``, or the name it was given."""

    class Move(models.TextChoices):
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        MOVED = "moved", _("moved")
        NAMED = "named", _("named")
        UNDONE = "undone", _("undone")

    number = models.BigIntegerField()  # the order in which the stream learns of them
    move = models.CharField(max_length=6, choices=Move.choices)
    story = link("wire.Story", related_name="changes")
    other = link("wire.Story", null=True)
    items = models.JSONField(default=list)  # the ids of those that went
    title = models.CharField(max_length=300, blank=True)
    title_before = models.CharField(max_length=300, blank=True)
    named_before = link("people.Member", null=True, on_delete=models.SET_NULL)
    reason = models.CharField(max_length=300)
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    undoes = link("wire.StoryChange", null=True)
    is_undone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *within_campaign(
                "wire_storychange",
                story="wire.Story",
                other="wire.Story",
                named_before="people.Member",
                member="people.Member",
                undoes="wire.StoryChange",
            ),
            models.UniqueConstraint(fields=["campaign", "number"], name="wire_storychange_number"),
        ]
        indexes = [
            models.Index(fields=["campaign", "story", "-number"], name="wire_storychange_of_story"),
            models.Index(fields=["campaign", "other", "-number"], name="wire_storychange_of_other"),
        ]
