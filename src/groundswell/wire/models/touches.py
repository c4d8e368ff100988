"""What a story touches, and what members say about that."""

from __future__ import annotations

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class TouchSaid(TenantModel):
    """A member says that a story touches a pillar or a community, or that it does not."""

    story = link("wire.Story", related_name="touches_said")
    pillar = link("strategy.Pillar", null=True)
    community = link("communities.Community", null=True)
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    touches = models.BooleanField()
    words = models.JSONField(default=list)  # those it was learnt for
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign(
                "wire_touchsaid",
                story="wire.Story",
                pillar="strategy.Pillar",
                community="communities.Community",
                member="people.Member",
            ),
            models.CheckConstraint(
                condition=models.Q(pillar__isnull=True) ^ models.Q(community__isnull=True), name="wire_touchsaid_one"
            ),
            models.UniqueConstraint(
                fields=["campaign", "story", "member", "pillar"],
                condition=models.Q(pillar__isnull=False),
                name="wire_touchsaid_pillar_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "story", "member", "community"],
                condition=models.Q(community__isnull=False),
                name="wire_touchsaid_community_once",
            ),
        ]


class Touch(TenantModel):
    """A story touches a pillar or a community, and why; worked out anew whenever the story moves or somebody says so."""

    story = link("wire.Story", related_name="touched")
    pillar = link("strategy.Pillar", null=True)
    community = link("communities.Community", null=True)
    words = models.JSONField(default=list)  # in common, the heaviest first, as they stand in the story
    score = models.FloatField()
    yes = models.IntegerField(default=0)  # members who say so, and who say that it does not
    no = models.IntegerField(default=0)
    touches = models.BooleanField()

    class Meta:
        constraints = [
            *within_campaign("wire_touch", story="wire.Story", pillar="strategy.Pillar", community="communities.Community"),
            models.CheckConstraint(
                condition=models.Q(pillar__isnull=True) ^ models.Q(community__isnull=True), name="wire_touch_one"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "story"], name="wire_touch_of_story"),
            models.Index(
                fields=["campaign", "community", "story"], condition=models.Q(touches=True), name="wire_touch_of_community"
            ),
            models.Index(fields=["campaign", "pillar", "story"], condition=models.Q(touches=True), name="wire_touch_of_pillar"),
        ]
