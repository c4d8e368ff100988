"""What communities talk about: threads and their posts, what these said before, polls, and how far each has read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Thread(TenantModel):
    """Something a community talks about."""

    community = link("communities.Community", related_name="threads")
    title = models.CharField(_("what it is about"), max_length=120)
    started_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    started_at = models.DateTimeField()
    # A key that grows with every post: the thread that moved last has the greatest. None while its first post waits.
    latest = models.UUIDField(null=True)
    latest_at = models.DateTimeField(null=True)
    post_count = models.PositiveIntegerField(default=0)
    pinned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = within_campaign("communities_thread", community="communities.Community", started_by="people.Member")
        indexes = [
            models.Index(fields=["campaign", "community", "-latest"], name="communities_thread_latest"),
            models.Index(
                fields=["campaign", "community"],
                condition=models.Q(pinned_at__isnull=False),
                name="communities_thread_pinned",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Post(TenantModel):
    """What somebody wrote in a thread. Members it names stand in the text by their id, so that a name can go."""

    thread = link("communities.Thread", related_name="posts")
    number = models.PositiveIntegerField(null=True)  # its place in the thread; none while it waits for a host
    written_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    answers = link("communities.Post", null=True, on_delete=models.SET_NULL)
    text = models.TextField()
    written_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign(
                "communities_post",
                thread="communities.Thread",
                written_by="people.Member",
                answers="communities.Post",
            ),
            models.UniqueConstraint(fields=["campaign", "thread", "number"], name="communities_post_number"),
        ]
        indexes = [
            models.Index(fields=["campaign", "thread", "placed_at"], name="communities_post_placed"),
            models.Index(fields=["campaign", "written_by", "-id"], name="communities_post_by"),
            models.Index(
                fields=["campaign", "thread"], condition=models.Q(number__isnull=True), name="communities_post_waiting"
            ),
            models.Index(
                fields=["campaign", "deleted_at"], condition=models.Q(deleted_at__isnull=False), name="communities_post_gone"
            ),
        ]


class EarlierText(TenantModel):
    """What a post said before it was changed."""

    post = link("communities.Post", related_name="earlier")
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        constraints = within_campaign("communities_earliertext", post="communities.Post")
        indexes = [models.Index(fields=["campaign", "post", "-id"], name="communities_earlier_of")]


class Mention(TenantModel):
    """A post names a member of the community."""

    post = link("communities.Post", related_name="mentions")
    member = link("people.Member")

    class Meta:
        constraints = [
            *within_campaign("communities_mention", post="communities.Post", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "post", "member"], name="communities_mention_once"),
        ]
        indexes = [models.Index(fields=["campaign", "member", "-id"], name="communities_mentions_of")]


class Seen(TenantModel):
    """How far a member has read a thread."""

    thread = link("communities.Thread", related_name="seen")
    member = link("people.Member")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *within_campaign("communities_seen", thread="communities.Thread", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member", "thread"], name="communities_seen_once"),
        ]


class Poll(TenantModel):
    """A question a thread decides by approval: each member says yes to as many options as they like."""

    post = link("communities.Post", related_name="polls")
    options = ArrayField(models.CharField(max_length=120))  # never changed: votes point at their places
    closes_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)  # from then on the result stands
    result = ArrayField(models.PositiveIntegerField(), null=True)  # how many said yes to each option
    voters = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *within_campaign("communities_poll", post="communities.Post"),
            models.UniqueConstraint(fields=["campaign", "post"], name="communities_poll_one"),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "closes_at"], condition=models.Q(counted_at__isnull=True), name="communities_poll_due"
            )
        ]


class PollVote(TenantModel):
    """What one member said yes to; who it was is shown to nobody."""

    poll = link("communities.Poll", related_name="votes")
    member = link("people.Member")
    options = ArrayField(models.PositiveSmallIntegerField())  # places, in order; none: no to all of them
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("communities_pollvote", poll="communities.Poll", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "poll", "member"], name="communities_pollvote_once"),
        ]
