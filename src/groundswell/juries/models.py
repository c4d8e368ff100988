"""Juries on challenges to answers, who sits on them, and who asked to be left out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.juries.terms import APPEAL_WITHIN, HOURS, HOURS_LEAST, HOURS_MOST, WHY, quorum_of
from groundswell.kit.db import TenantModel, link, within_campaign
from groundswell.responses.models import Challenge


class Jury(TenantModel):
    """Members drawn by lot to judge one challenge: called with a fixed pool, drawn once a later deed gave the seed."""

    class Outcome(models.TextChoices):
        VERDICT = "said", _("a verdict")
        NONE = "none", _("no verdict: too few answered")
        WITHDRAWN = "gone", _("no longer needed")

    challenge = link("responses.Challenge", on_delete=models.PROTECT, related_name="juries")
    appeal_of = link("juries.Jury", null=True, on_delete=models.PROTECT, related_name="appeals")
    appealed_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    appeal_reason = models.CharField(max_length=600, blank=True)
    called_at = models.DateTimeField()
    size = models.PositiveSmallIntegerField(default=0)  # 0: not even three members can be had, so it waits
    salt = models.CharField(max_length=64, blank=True)  # turns members into labels; thrown away at the end
    pool = models.JSONField(default=list)  # [[label, letter of its group], …], public
    found = models.PositiveIntegerField(default=0)  # how many could be drawn; the pool holds 2,000 of them at most
    digest = models.CharField(max_length=64, blank=True)
    deed = models.CharField(max_length=200, blank=True)  # the line of the pulse that the seed is made from
    seed = models.CharField(max_length=64, blank=True)
    hours = models.PositiveSmallIntegerField(default=HOURS)  # to answer in, as the campaign had it when the jury was called
    drawn_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    extended = models.BooleanField(default=False)  # too few had answered, so others were drawn for those who were silent
    looked_until = models.DateTimeField(null=True)  # others have stepped in for who left the campaign until then
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=4, choices=Outcome.choices, blank=True)
    verdict = models.CharField(max_length=6, choices=Challenge.Verdict.choices, blank=True)
    counts = models.JSONField(default=dict)  # how many said what, once it is closed
    forgotten_at = models.DateTimeField(null=True)  # from then on nobody can tell who sat

    class Meta:
        constraints = [
            *within_campaign(
                "juries_jury",
                challenge="responses.Challenge",
                appeal_of="juries.Jury",
                appealed_by="people.Member",
            ),
            models.UniqueConstraint(
                fields=["campaign", "challenge"], condition=models.Q(appeal_of__isnull=True), name="juries_jury_first_once"
            ),
            models.UniqueConstraint(fields=["campaign", "appeal_of"], name="juries_jury_one_appeal"),
        ]
        indexes = [
            models.Index(fields=["campaign"], condition=models.Q(closed_at__isnull=True), name="juries_jury_open"),
            models.Index(fields=["campaign"], condition=models.Q(forgotten_at__isnull=True), name="juries_jury_kept"),
        ]

    @property
    def state(self) -> str:
        """Where it is: waits, called, sits or closed."""
        if self.closed_at is not None:
            return "closed"
        if self.drawn_at is not None:
            return "sits"
        return "called" if self.size else "waits"

    @property
    def ended_as(self) -> str:
        """How it ended, in words."""
        was_drawn = self.drawn_at is not None or self.outcome != self.Outcome.NONE
        return str(self.get_outcome_display() if was_drawn else _("no verdict: no jury could be drawn"))

    @property
    def answer_within(self) -> timedelta:
        """How long those drawn have; whatever the campaign chooses meanwhile, it is not changed."""
        return timedelta(hours=self.hours)

    @property
    def quorum(self) -> int:
        """How many must answer."""
        return quorum_of(self.size)

    @property
    def appeal_until(self) -> datetime | None:
        """Until when either side may appeal; an appeal's own verdict is final."""
        has_ended = self.closed_at is not None and self.outcome != self.Outcome.WITHDRAWN
        return self.closed_at + APPEAL_WITHIN if has_ended and self.closed_at and self.appeal_of_id is None else None


class Seat(TenantModel):
    """One place on a jury, and what whoever sits there said. Its label is public; the member never is.

    Its id stands in public beside what was said and is therefore given by lot: one made by time would tell in which order
    the seats were filled, and with the published draw under which label somebody spoke.
    """

    class Left(models.TextChoices):
        DECLINED = "no", _("preferred not to")
        SILENT = "silent", _("did not answer in time")
        UNABLE = "unable", _("could not serve any more")

    jury = link("juries.Jury", related_name="seats")
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    label = models.CharField(max_length=16)
    letter = models.CharField(max_length=2)
    stepped_in = models.BooleanField(default=False)
    seated_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_why = models.CharField(max_length=6, choices=Left.choices, blank=True)
    verdict = models.CharField(max_length=6, choices=Challenge.Verdict.choices, blank=True)
    reason = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("juries_seat", jury="juries.Jury", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "jury", "label"], name="juries_seat_once"),
        ]


class Absence(TenantModel):
    """A member asked to be left out of juries."""

    member = link("people.Member")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("juries_absence", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member"], name="juries_absence_once"),
        ]


class Term(TenantModel):
    """How long juries have to answer, as the stewards chose; the newest row holds, the others are its past."""

    hours = models.PositiveSmallIntegerField()
    before = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=WHY)
    chosen_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("juries_term", chosen_by="people.Member"),
            models.CheckConstraint(
                condition=models.Q(hours__gte=HOURS_LEAST, hours__lte=HOURS_MOST), name="juries_term_within_limits"
            ),
        ]
