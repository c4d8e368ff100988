"""Pillars, tactics with their revisions, and the ledger of every move of both."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign

FEWEST_PILLARS, MOST_PILLARS = 2, 5


class Pillar(TenantModel):
    """One of the few things the campaign will never waver on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RATIFIED = "ratified", _("ratified")
        DISCARDED = "discarded", _("discarded")

    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=80)
    promise = models.CharField(_("the promise, in one sentence"), max_length=240)
    why = models.TextField(_("why"), max_length=2000, blank=True)
    never = models.CharField(_("we never"), max_length=240, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_at = models.DateTimeField()
    ratified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("strategy_pillar"),
            models.UniqueConstraint(
                fields=["campaign", "number"], condition=~models.Q(state="discarded"), name="strategy_pillar_number"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Tactic(TenantModel):
    """A dated, falsifiable hypothesis about what will work; its words are those of its newest revision."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        RUNNING = "running", _("running")
        KEPT = "kept", _("kept")
        DROPPED = "dropped", _("dropped")
        WITHDRAWN = "withdrawn", _("withdrawn")

    pillar = link("strategy.Pillar", on_delete=models.PROTECT, related_name="tactics")
    community = link("communities.Community", null=True, on_delete=models.PROTECT)  # none: the whole campaign
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = within_campaign(
            "strategy_tactic",
            pillar="strategy.Pillar",
            community="communities.Community",
            proposed_by="people.Member",
        )
        indexes = [
            models.Index(fields=["campaign", "state", "-id"], name="strategy_tactic_by_state"),
            models.Index(fields=["campaign", "community", "-id"], name="strategy_tactic_of_community"),
        ]


class TacticRevision(TenantModel):
    """The words of a tactic from one moment on, with the reason for the change. Never rewritten."""

    tactic = link("strategy.Tactic", related_name="revisions")
    number = models.PositiveIntegerField()
    what = models.CharField(_("what we do"), max_length=300)
    measure = models.CharField(_("how we see whether it works"), max_length=200)
    by_how_much = models.CharField(_("by how much"), max_length=80)
    by_when = models.DateField(_("by when"))
    reason = models.CharField(_("why this change"), max_length=500, blank=True)
    revised_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    revised_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("strategy_tacticrevision", tactic="strategy.Tactic", revised_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "tactic", "number"], name="strategy_tacticrevision_number"),
        ]


class LedgerEntry(TenantModel):
    """One move of a pillar or a tactic, in public, for ever."""

    class Move(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        EDITED = "edited", _("edited while a draft")
        DISCARDED = "discarded", _("discarded while a draft")
        RATIFIED = "ratified", _("ratified")
        REFUSED = "refused", _("change refused")
        PROPOSED = "proposed", _("proposed")
        STARTED = "started", _("started")
        ADJUSTED = "adjusted", _("adjusted")
        KEPT = "kept", _("kept")
        DROPPED = "dropped", _("dropped")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESUMED = "resumed", _("taken up again")

    move = models.CharField(max_length=20, choices=Move.choices)
    pillar = link("strategy.Pillar", null=True, on_delete=models.PROTECT)
    tactic = link("strategy.Tactic", null=True, on_delete=models.PROTECT)
    revision = link("strategy.TacticRevision", null=True, on_delete=models.PROTECT)
    reason = models.CharField(max_length=500, blank=True)
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        constraints = within_campaign(
            "strategy_ledgerentry",
            pillar="strategy.Pillar",
            tactic="strategy.Tactic",
            revision="strategy.TacticRevision",
            member="people.Member",
        )
        indexes = [
            models.Index(fields=["campaign", "-id"], name="strategy_ledger_newest"),
            models.Index(fields=["campaign", "pillar", "-id"], name="strategy_ledger_of_pillar"),
            models.Index(fields=["campaign", "tactic", "-id"], name="strategy_ledger_of_tactic"),
        ]
