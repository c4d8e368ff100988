"""Pass-ons (each with a parent, so the chain is observed and not guessed) and visits without addresses."""

from __future__ import annotations

import uuid

from django.db import models

from groundswell.kit.db import TenantModel, link, within_campaign


class PassOn(TenantModel):
    """A personal link to an adopted answer; one given to a visitor knows the link the visitor came by."""

    code = models.CharField(max_length=16)
    adoption = link("responses.Adoption", on_delete=models.PROTECT, related_name="pass_ons")
    parent = link("sharing.PassOn", null=True, on_delete=models.PROTECT, related_name="children")
    root_id = models.UUIDField()  # the first hand of this chain; its own id when it is the first
    hand = models.PositiveIntegerField(default=1)  # 1 for the first hand
    member = link("people.Member", null=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("sharing_passon", adoption="responses.Adoption", parent="sharing.PassOn", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "code"], name="sharing_passon_code"),
            models.UniqueConstraint(
                fields=["campaign", "adoption", "member"],
                condition=models.Q(member__isnull=False),
                name="sharing_passon_own",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "root_id"], name="sharing_chain")]


class Visit(TenantModel):
    """Someone opened a link. No address, no browser, no cookie: when, and whether it looked like a person."""

    class Kind(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"  # link previews and robots, told apart by what they call themselves

    pass_on = link("sharing.PassOn", related_name="visits")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PERSON)
    at = models.DateTimeField()

    class Meta:
        constraints = within_campaign("sharing_visit", pass_on="sharing.PassOn")
        indexes = [
            models.Index(fields=["campaign", "pass_on", "kind"], name="sharing_visit_of"),
            models.Index(fields=["campaign", "at"], name="sharing_visit_when"),
        ]


class VisitCount(TenantModel):
    """How often people opened a link, as far as visits are added up; the rows themselves stay."""

    pass_on = link("sharing.PassOn", related_name="visit_counts")
    opened = models.PositiveIntegerField()

    class Meta:
        constraints = [
            *within_campaign("sharing_visitcount", pass_on="sharing.PassOn"),
            models.UniqueConstraint(fields=["campaign", "pass_on"], name="sharing_visitcount_one"),
        ]


class VisitsAdded(TenantModel):
    """Until when the visits of a campaign are added up; what came since is counted row by row."""

    until = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("sharing_visitsadded"),
            models.UniqueConstraint(fields=["campaign"], name="sharing_visitsadded_one"),
        ]


class SignUp(TenantModel):
    """Somebody joined who came by a link, on this day. Who it was is not kept, and neither the key nor the hour leads there.

    What remains: for at most five minutes the row is of the same transaction as the joining (then the rows of a day are
    mixed), the database's log and backups of that time too; and where few join on a day, the day or the visits tell.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # random: version 7 would tell the moment
    pass_on = link("sharing.PassOn", related_name="sign_ups")
    day = models.DateField()  # in UTC

    class Meta:
        constraints = within_campaign("sharing_signup", pass_on="sharing.PassOn")
        indexes = [models.Index(fields=["campaign", "pass_on"], name="sharing_signup_of")]


class Talk(TenantModel):
    """Somebody who holds a link says that they talked with so many people about what it carries; with whom is not kept."""

    pass_on = link("sharing.PassOn", related_name="talks")
    many = models.PositiveSmallIntegerField()
    day = models.DateField()  # in UTC

    class Meta:
        constraints = [
            *within_campaign("sharing_talk", pass_on="sharing.PassOn"),
            models.CheckConstraint(condition=models.Q(many__gte=1, many__lte=50), name="sharing_talk_many"),
        ]
        indexes = [models.Index(fields=["campaign", "pass_on"], name="sharing_talk_of")]


class Sums(TenantModel):
    """What followed somewhere, as it was last added up; a range is left out where too little was seen to say one."""

    links = models.PositiveIntegerField()
    further = models.PositiveIntegerField()  # of these, taken by people who came by another link
    opened = models.PositiveIntegerField()
    talked = models.PositiveIntegerField(default=0)  # people talked with, as those who hold a link say
    joined = models.PositiveIntegerField()
    low = models.FloatField(null=True)  # how often one link is opened; none: too few links to say
    high = models.FloatField(null=True)
    talked_low = models.FloatField(null=True)  # with how many people whoever holds a link talks
    talked_high = models.FloatField(null=True)
    joined_low = models.FloatField(null=True)  # how many join of a hundred openings
    joined_high = models.FloatField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        abstract = True


class Outcome(Sums):
    """What followed where a community speaks with an answer, every version together."""

    response = link("responses.Response", related_name="outcomes")
    community = link("communities.Community", related_name="outcomes")

    class Meta:
        constraints = [
            *within_campaign("sharing_outcome", response="responses.Response", community="communities.Community"),
            models.UniqueConstraint(fields=["campaign", "response", "community"], name="sharing_outcome_one"),
        ]
        indexes = [models.Index(fields=["campaign", "community"], name="sharing_outcome_there")]


class OutcomeOfWords(Sums):
    """What followed exactly the words that a community took: a version, perhaps as it says it itself."""

    adoption = link("responses.Adoption", related_name="outcomes")

    class Meta:
        constraints = [
            *within_campaign("sharing_outcomeofwords", adoption="responses.Adoption"),
            models.UniqueConstraint(fields=["campaign", "adoption"], name="sharing_outcomeofwords_one"),
        ]


class Followed(TenantModel):
    """What followed an answer beside what the same communities are used to; ``science.chains.followed`` says how."""

    response = link("responses.Response", related_name="followed")
    links = models.PositiveIntegerField()
    communities = models.PositiveIntegerField()  # that took links of it
    ratio = models.FloatField()  # 1: as usual there
    ratio_low = models.FloatField()
    ratio_high = models.FloatField()
    low = models.FloatField()  # how often one link of it is opened in a usual community
    high = models.FloatField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("sharing_followed", response="responses.Response"),
            models.UniqueConstraint(fields=["campaign", "response"], name="sharing_followed_one"),
        ]


class ChainFigures(TenantModel):
    """What the chains of an answer said together when they were last summed up; ``science.chains`` says what each figure is."""

    response = link("responses.Response", related_name="chain_figures")
    links = models.PositiveIntegerField()
    roots = models.PositiveIntegerField()
    reproduction = models.FloatField()
    low = models.FloatField()
    high = models.FloatField(null=True)  # none: without a bound
    expected_total = models.FloatField(null=True)  # none: without a bound
    broadcast = models.FloatField()
    watched = models.FloatField()  # seconds
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *within_campaign("sharing_chainfigures", response="responses.Response"),
            models.UniqueConstraint(fields=["campaign", "response"], name="sharing_chainfigures_one"),
        ]
