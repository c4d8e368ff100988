"""Sources, items, stories, and the state of the stream that puts items into stories."""

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


class Stream(TenantModel):
    """The stream's state after the item at ``position``; later items are replayed in order to reach the present."""

    position = models.BigIntegerField(default=0)
    snapshot = models.BinaryField(null=True)
    next_position = models.BigIntegerField(default=1)
    change = models.BigIntegerField(default=0)  # the last change of a story by hand that the snapshot knows
    next_change = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            *within_campaign("wire_stream"),
            models.UniqueConstraint(fields=["campaign"], name="wire_stream_one"),
        ]


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


class SavedSearch(TenantModel):
    """A search a member keeps, to come back to it or to hear of what is new."""

    member = link("people.Member", related_name="saved_searches")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)
    source = link("wire.Source", null=True, on_delete=models.SET_NULL)
    community = link("communities.Community", null=True, on_delete=models.SET_NULL)
    ground_only = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign(
            "wire_savedsearch", member="people.Member", source="wire.Source", community="communities.Community"
        )
        indexes = [models.Index(fields=["campaign", "member", "-id"], name="wire_savedsearch_of_member")]


# Django finds a room's models here.
from groundswell.wire.feeds.models import Feed as Feed  # noqa: E402
from groundswell.wire.feeds.models import PastedLink as PastedLink  # noqa: E402
from groundswell.wire.feeds.models import StoryPair as StoryPair  # noqa: E402
from groundswell.wire.feeds.models import WireRules as WireRules  # noqa: E402
