"""Micro-communities and who belongs to them, what was reported and hidden, with the public reason; threads stand beside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.communities.thread_models import EarlierText as EarlierText
from groundswell.communities.thread_models import Mention as Mention
from groundswell.communities.thread_models import Poll as Poll
from groundswell.communities.thread_models import PollVote as PollVote
from groundswell.communities.thread_models import Post as Post
from groundswell.communities.thread_models import Seen as Seen
from groundswell.communities.thread_models import Thread as Thread
from groundswell.kit.db import TenantModel, link, within_campaign


class Community(TenantModel):
    """A micro-community, founded by anyone: a street, a trade, a faith, a campus."""

    class Kind(models.TextChoices):
        PLACE = "place", _("a place")
        TRADE = "trade", _("a trade")
        FAITH = "faith", _("a faith")
        CAMPUS = "campus", _("a campus")
        INTEREST = "interest", _("an interest")

    class Entry(models.TextChoices):
        OPEN = "open", _("open to all members")
        REQUEST = "request", _("by request")

    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    kind = models.CharField(_("what joins you"), max_length=10, choices=Kind.choices, default=Kind.PLACE)
    place = models.CharField(_("place"), max_length=80, blank=True)
    entry = models.CharField(_("who may come in"), max_length=10, choices=Entry.choices, default=Entry.OPEN)
    founded_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    founded_at = models.DateTimeField()
    asleep_since = models.DateTimeField(null=True)  # nobody hosts it; a member can wake it

    class Meta:
        constraints = [
            *within_campaign("communities_community", founded_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "slug"], name="communities_community_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(TenantModel):
    """A member in a community; asked first where entry is by request."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked to come in")
        IN = "in", _("in")
        LEFT = "left", _("left")

    community = link("communities.Community", related_name="memberships")
    member = link("people.Member", related_name="memberships")
    state = models.CharField(max_length=6, choices=State.choices, default=State.IN)
    invited_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign(
                "communities_membership",
                community="communities.Community",
                member="people.Member",
                invited_by="people.Member",
            ),
            models.UniqueConstraint(fields=["campaign", "community", "member"], name="communities_membership_once"),
        ]
        indexes = [
            models.Index(fields=["campaign", "member", "state"], name="communities_of_member"),
            models.Index(fields=["campaign", "community", "state", "-id"], name="communities_members"),
        ]


class Report(TenantModel):
    """Someone says a thing that was written here should be looked at. The thing is a bare id: any room's."""

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("hidden")
        STANDS = "stands", _("it stands")

    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    community = link("communities.Community", null=True, on_delete=models.SET_NULL)
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    reason = models.CharField(_("what is wrong with it"), max_length=500)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            *within_campaign(
                "communities_report",
                community="communities.Community",
                member="people.Member",
                settled_by="people.Member",
            ),
            models.UniqueConstraint(
                fields=["campaign", "subject_id", "member"],
                condition=models.Q(settled_at__isnull=True),
                name="communities_report_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "community", "-id"],
                condition=models.Q(settled_at__isnull=True),
                name="communities_report_open",
            )
        ]


class Hiding(TenantModel):
    """A host hid a thing, with a reason anyone can read; lifting it is on record as well."""

    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    community = link("communities.Community", null=True, on_delete=models.SET_NULL)
    hidden_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    reason = models.CharField(_("reason, shown to everyone"), max_length=500)
    hidden_at = models.DateTimeField()
    by_law = models.BooleanField(default=False)  # taken down as against the law: only a jury shows it again
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("communities_hiding", community="communities.Community", hidden_by="people.Member"),
            models.UniqueConstraint(
                fields=["campaign", "subject_id"],
                condition=models.Q(lifted_at__isnull=True),
                name="communities_hiding_once",
            ),
        ]


class LogEntry(TenantModel):
    """One line of the hosts' log of a community (or, without one, of the stewards'): public, for ever."""

    class Move(models.TextChoices):
        FOUNDED = "founded", _("founded the community")
        DESCRIBED = "described", _("changed what the community says of itself")
        LET_IN = "let_in", _("let someone in")
        TURNED_AWAY = "turned_away", _("did not let someone in")
        HOST_ADDED = "host_added", _("made a member a host")
        HOST_LEFT = "host_left", _("no longer hosts")
        SLEPT = "slept", _("nobody hosts it any more: the community sleeps")
        WOKEN = "woken", _("woke the community and hosts it")
        HIDDEN = "hidden", _("hid something")
        LIFTED = "lifted", _("showed something again")
        STANDS = "stands", _("looked at a report: it stands")
        CLOSED = "closed", _("closed a thread")
        OPENED = "opened", _("opened a thread again")
        PINNED = "pinned", _("pinned a thread")
        UNPINNED = "unpinned", _("unpinned a thread")
        LET_THROUGH = "let_through", _("let a post with a link through")

    community = link("communities.Community", null=True, on_delete=models.PROTECT)
    move = models.CharField(max_length=12, choices=Move.choices)
    member = link("people.Member", null=True, on_delete=models.PROTECT)  # who did it
    other = link("people.Member", null=True, on_delete=models.PROTECT)  # whom it is about
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = within_campaign(
            "communities_logentry",
            community="communities.Community",
            member="people.Member",
            other="people.Member",
        )
        indexes = [models.Index(fields=["campaign", "community", "-id"], name="communities_log_newest")]
