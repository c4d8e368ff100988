"""Responses with their working copy and immutable versions, ratings, readiness, and adoptions by communities."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign
from groundswell.responses.apart_models import KeptApart as KeptApart
from groundswell.responses.challenge_models import Challenge as Challenge
from groundswell.responses.earned_models import EarnedShown as EarnedShown
from groundswell.responses.letter_models import Correspondence as Correspondence
from groundswell.responses.letter_models import Letter as Letter
from groundswell.responses.proposal_models import Proposal as Proposal
from groundswell.responses.shared_models import SharedClient as SharedClient
from groundswell.responses.shared_models import SharedUpdate as SharedUpdate
from groundswell.responses.source_models import SourcePage as SourcePage


class Question(TenantModel):
    """What people ask at the door, again and again: an answer can begin from it without any news."""

    title = models.CharField(_("what people ask"), max_length=200)
    folded = models.CharField(max_length=400)  # the title without its capitals: the same question is asked once
    asked_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_question", asked_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "folded"], name="responses_question_once"),
        ]


class Response(TenantModel):
    """What we say to a story, or to a question people ask. In the interface always: an answer."""

    story = link("wire.Story", null=True, on_delete=models.PROTECT, related_name="responses")
    question = link("responses.Question", null=True, on_delete=models.PROTECT, related_name="responses")
    community = link("communities.Community", null=True, on_delete=models.SET_NULL)  # where it was started
    forked_from = link("responses.Version", null=True, on_delete=models.PROTECT, related_name="forks")
    newest = link("responses.Version", null=True, on_delete=models.PROTECT)  # none: a draft, its authors' own business
    language = models.CharField(max_length=10, default="en")
    started_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    started_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign(
            "responses_response",
            story="wire.Story",
            question="responses.Question",
            community="communities.Community",
            forked_from="responses.Version",
            newest="responses.Version",
            started_by="people.Member",
        )


class WorkingCopy(TenantModel):
    """The text being written; ``revision`` tells a stale tab from a fresh one.

    The seam for live co-writing: whatever people write together ends up here, and only from here is a version published.
    """

    response = link("responses.Response", related_name="working_copies")
    title = models.CharField(_("title"), max_length=120, blank=True)
    summary = models.CharField(_("the answer in one sentence"), max_length=240, blank=True)
    body = models.TextField(_("the answer"), max_length=8000, blank=True)
    pillars = models.JSONField(default=list)  # [[the pillar's number, why], …]: a draft may name what is dropped again
    sources = models.JSONField(default=list)  # [[title, address], …], in the order of their numbers
    revision = models.IntegerField(default=1)
    changed_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    changed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)  # since when members may read along; none: its authors alone

    class Meta:
        constraints = [
            *within_campaign("responses_workingcopy", response="responses.Response", changed_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "response"], name="responses_workingcopy_one"),
        ]


class Hand(TenantModel):
    """Someone who has written on an answer's working copy; every later version names them."""

    response = link("responses.Response", related_name="hands")
    member = link("people.Member")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_hand", response="responses.Response", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "response", "member"], name="responses_hand_once"),
        ]


class Version(TenantModel):
    """A published text. A trigger refuses every change: ratings and adoptions point at exactly these words."""

    response = link("responses.Response", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=240)
    body = models.TextField()
    content_hash = models.CharField(max_length=64)  # SHA-256 over title, summary, body, pillars and citations
    published_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_version", response="responses.Response", published_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "response", "number"], name="responses_version_number"),
        ]


class VersionAuthor(TenantModel):
    """A hand in a version: everyone who wrote on the working copy so far, and those whose words it grew from."""

    version = link("responses.Version", related_name="authors")
    member = link("people.Member", related_name="authored")
    inherited = models.BooleanField(default=False)  # wrote in the answer this one was forked from, not here
    words = models.PositiveIntegerField(null=True)  # of its words, how many are theirs; none: it was not noted then

    class Meta:
        constraints = [
            *within_campaign("responses_versionauthor", version="responses.Version", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "version", "member"], name="responses_versionauthor_once"),
        ]


class VersionPillar(TenantModel):
    """A pillar that a version serves, and why."""

    version = link("responses.Version", related_name="pillars")
    pillar = link("strategy.Pillar", on_delete=models.PROTECT)
    why = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            *within_campaign("responses_versionpillar", version="responses.Version", pillar="strategy.Pillar"),
            models.UniqueConstraint(fields=["campaign", "version", "pillar"], name="responses_versionpillar_once"),
        ]


class Citation(TenantModel):
    """A source for a claim of fact in a version."""

    version = link("responses.Version", related_name="citations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=2000)

    class Meta:
        constraints = [
            *within_campaign("responses_citation", version="responses.Version"),
            models.UniqueConstraint(fields=["campaign", "version", "number"], name="responses_citation_number"),
        ]


class Variant(TenantModel):
    """A version said for one channel or in another language. Its writer changes it; it is nobody's order."""

    class Channel(models.TextChoices):
        SMS = "sms", _("text message")
        POST = "post", _("short post")
        EMAIL = "email", _("e-mail")
        DOOR = "door", _("at the door")
        SPEECH = "speech", _("30-second speech")
        LETTER = "letter", _("letter")
        WHOLE = "whole", _("in another language")

    version = link("responses.Version", on_delete=models.PROTECT, related_name="variants")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    language = models.CharField(max_length=10, blank=True)  # none: the one of the answer
    subject = models.CharField(max_length=120, blank=True)  # of an e-mail; the title in another language
    summary = models.CharField(max_length=240, blank=True)  # the one sentence in another language
    text = models.TextField(max_length=8000)
    written_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_variant", version="responses.Version", written_by="people.Member"),
            models.UniqueConstraint(
                fields=["campaign", "version", "channel", "language", "written_by"], name="responses_variant_one_each"
            ),
        ]


class Rating(TenantModel):
    """What a member thinks of a version; changed at will, the last one counts."""

    class Value(models.TextChoices):
        HELPFUL = "yes", _("helpful")
        PARTLY = "partly", _("partly helpful")
        NOT = "no", _("not helpful")

    version = link("responses.Version", related_name="ratings")
    member = link("people.Member", related_name="ratings")
    value = models.CharField(max_length=6, choices=Value.choices)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_rating", version="responses.Version", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "version", "member"], name="responses_rating_once"),
        ]


class Readiness(TenantModel):
    """Whether a version is ready, and why: computed from its ratings by the rule of ``science.bridging``."""

    version = link("responses.Version", related_name="readiness")
    ready = models.BooleanField(default=False)
    ready_since = models.DateTimeField(null=True)
    score = models.FloatField(default=0)
    report = models.JSONField(default=dict)  # shares and what is missing, as the rule gave them
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("responses_readiness", version="responses.Version"),
            models.UniqueConstraint(fields=["campaign", "version"], name="responses_readiness_one"),
        ]


class Standing(TenantModel):
    """How far a version was at a moment: its history. A row is written when the verdict moves, a few minutes apart at least."""

    version = link("responses.Version", related_name="standings")
    at = models.DateTimeField()
    score = models.FloatField()
    raters = models.PositiveIntegerField()
    ready = models.BooleanField()
    shares = models.JSONField(default=list)  # [community, readers, at least, approval, at most] of each that counts

    class Meta:
        constraints = within_campaign("responses_standing", version="responses.Version")
        indexes = [models.Index(fields=["version", "at"], name="responses_standing_when")]


class Adoption(TenantModel):
    """A community takes a version, in its own words if it likes."""

    version = link("responses.Version", on_delete=models.PROTECT, related_name="adoptions")
    community = link("communities.Community", on_delete=models.PROTECT, related_name="adoptions")
    words = models.TextField(_("in our own words"), max_length=8000, blank=True)
    adopted_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    adopted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign(
                "responses_adoption",
                version="responses.Version",
                community="communities.Community",
                adopted_by="people.Member",
            ),
            models.UniqueConstraint(
                fields=["campaign", "version", "community"],
                condition=models.Q(ended_at__isnull=True),
                name="responses_adoption_once",
            ),
        ]
