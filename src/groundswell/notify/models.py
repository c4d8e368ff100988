"""What members follow and mute, how they wish to hear, what came for them, and what became of each mail and push."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Follow(TenantModel):
    """A member wants to hear of a thing, of a place, or of whatever these words are in."""

    class Kind(models.TextChoices):
        PILLAR = "pillar", _("a pillar")
        COMMUNITY = "community", _("a community")
        STORY = "story", _("a story")
        PLACE = "place", _("a place")
        WORDS = "words", _("words")
        SEARCH = "search", _("a search")

    member = link("people.Member", related_name="follows")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thing_id = models.UUIDField(null=True)  # a bare id: a pillar, a community or a story
    words = models.CharField(_("words"), max_length=120, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("notify_follow", member="people.Member"),
            models.UniqueConstraint(
                fields=["campaign", "member", "kind", "thing_id", "words"], nulls_distinct=False, name="notify_follow_once"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "kind", "thing_id"], name="notify_followers")]


class Mute(TenantModel):
    """A member wants to hear nothing more of a story or a thread, or nothing from a source."""

    class Kind(models.TextChoices):
        STORY = "story", _("a story")
        SOURCE = "source", _("a source")
        THREAD = "thread", _("a thread")

    member = link("people.Member", related_name="mutes")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    thing_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("notify_mute", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member", "thing_id"], name="notify_mute_once"),
        ]
        indexes = [models.Index(fields=["campaign", "thing_id"], name="notify_muted")]


class Watch(TenantModel):
    """Stems that lead from the words of a story to a member's subject or to a follow of words or a place.

    Made from those and never by hand. Found by one stem (``anchor``), then held against all of them: a story finds its
    few watches among a million without reading the others.
    """

    class Of(models.TextChoices):
        KNOWS = "knows"
        FOLLOW = "follow"

    of = models.CharField(max_length=10, choices=Of.choices)
    thing_id = models.UUIDField()  # the member or the follow
    label = models.CharField(max_length=120)  # the words as people wrote them
    anchor = models.CharField(max_length=80)
    stems = ArrayField(models.CharField(max_length=80))
    is_loose = models.BooleanField(default=False)  # one uncommon word in a title is enough

    class Meta:
        constraints = within_campaign("notify_watch")
        indexes = [
            models.Index(fields=["campaign", "anchor"], name="notify_watch_anchor"),
            models.Index(fields=["campaign", "of", "thing_id"], name="notify_watch_of"),
        ]


class Preference(TenantModel):
    """How a member wishes to hear; made when they first do. What nobody chose is a digest."""

    class Pace(models.TextChoices):
        NOW = "now", _("at once")
        DIGEST = "digest", _("in the digest")
        BELL = "bell", _("only on the page “For you”")

    member = link("people.Member", related_name="preferences")
    by_mail = models.BooleanField(_("by mail"), default=True)
    by_push = models.BooleanField(_("on my devices"), default=True)
    alerts = models.CharField(max_length=6, choices=Pace.choices, default=Pace.NOW)
    own = models.CharField(max_length=6, choices=Pace.choices, default=Pace.NOW)
    rest = models.CharField(max_length=6, choices=Pace.choices, default=Pace.DIGEST)
    most_a_day = models.PositiveSmallIntegerField(default=8)
    most_asked = models.PositiveSmallIntegerField(default=3)  # a week: for their view of an answer
    digest_hour = models.PositiveSmallIntegerField(default=7)
    timezone = models.CharField(max_length=64)
    quiet_from = models.PositiveSmallIntegerField(null=True, default=22)
    quiet_until = models.PositiveSmallIntegerField(null=True, default=7)
    next_digest_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            *within_campaign("notify_preference", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member"], name="notify_preference_one"),
        ]


class CommunityWish(TenantModel):
    """What a member hears of the threads of one of their communities; who chose nothing hears with the digest."""

    class Choice(models.TextChoices):
        DIGEST = "digest", _("with the digest, and when somebody names me")
        MENTIONS = "mentions", _("only when somebody names me")
        NOTHING = "nothing", _("nothing")

    member = link("people.Member", related_name="community_wishes")
    community = link("communities.Community")
    choice = models.CharField(max_length=8, choices=Choice.choices)

    class Meta:
        constraints = [
            *within_campaign("notify_communitywish", member="people.Member", community="communities.Community"),
            models.UniqueConstraint(fields=["campaign", "member", "community"], name="notify_communitywish_once"),
        ]


class Device(TenantModel):
    """A browser that a member let show notices: where its maker takes them, and the keys only it can open them with."""

    member = link("people.Member", related_name="devices")
    endpoint = models.CharField(max_length=1000)
    key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("notify_device", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "endpoint"], name="notify_device_once"),
        ]


class Delivery(TenantModel):
    """One mail or push on its way to one member: about one thing, or a digest."""

    class Channel(models.TextChoices):
        MAIL = "mail"
        PUSH = "push"

    class State(models.TextChoices):
        WAITING = "waiting"
        CLAIMED = "claimed"  # a worker has it and has told nobody yet: after a while another takes it
        HANDING = "handing"  # about to be handed over: whoever finds it so cannot know, and does not send it again
        SENT = "sent"
        DROPPED = "dropped"  # not sent on purpose, or given up: why says what for

    member = link("people.Member", related_name="deliveries")
    channel = models.CharField(max_length=4, choices=Channel.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    is_digest = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = within_campaign("notify_delivery", member="people.Member")
        indexes = [
            models.Index(
                fields=["campaign", "due_at"],
                condition=models.Q(state__in=["waiting", "claimed", "handing"]),
                name="notify_delivery_due",
            ),
            models.Index(
                fields=["campaign", "due_at"],
                condition=models.Q(state__in=["waiting", "claimed", "handing"], is_digest=False),
                name="notify_delivery_at_once",
            ),
            models.Index(fields=["campaign", "member", "-id"], name="notify_delivery_of"),
        ]


class Notice(TenantModel):
    """Something came for a member: once, whatever number of reasons and events lead to it."""

    class Because(models.TextChoices):
        FOLLOW = "follow"
        KNOWS = "knows"
        MEMBER = "member"  # of a community it touches
        OWN = "own"
        MENTION = "mention"  # somebody named them

    member = link("people.Member", related_name="notices")
    topic = models.CharField(max_length=12)
    thing_id = models.UUIDField()
    about_id = models.UUIDField(null=True)  # the story, or what the thing belongs to
    because = models.CharField(max_length=8, choices=Because.choices)
    label = models.CharField(max_length=120, blank=True)  # of what they follow or know, as people wrote it
    matched = models.CharField(max_length=120, blank=True)  # the story's words that led here
    pace = models.CharField(max_length=6, choices=Preference.Pace.choices)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("notify_notice", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member", "topic", "thing_id"], name="notify_notice_once"),
        ]
        indexes = [
            models.Index(fields=["campaign", "member", "-id"], name="notify_notice_newest"),
            models.Index(fields=["campaign", "topic", "thing_id"], name="notify_notice_of"),
        ]


class Parcel(TenantModel):
    """A notice in a delivery; a digest holds several."""

    delivery = link("notify.Delivery", related_name="parcels")
    notice = link("notify.Notice", related_name="parcels")

    class Meta:
        constraints = [
            *within_campaign("notify_parcel", delivery="notify.Delivery", notice="notify.Notice"),
            models.UniqueConstraint(fields=["campaign", "delivery", "notice"], name="notify_parcel_once"),
        ]


class Suppression(TenantModel):
    """An address that gets no notices, whoever it belongs to now; kept as a keyed hash, so that nobody can read it."""

    key = models.CharField(max_length=64)
    reason = models.CharField(max_length=10)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("notify_suppression"),
            models.UniqueConstraint(fields=["campaign", "key"], name="notify_suppression_once"),
        ]
