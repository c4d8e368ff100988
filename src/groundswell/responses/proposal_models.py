"""Words that somebody would see in an answer, and what became of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Proposal(TenantModel):
    """Words that somebody would see in an answer: another answer's, merged into it, or their own.

    Taken into the working copy, it names the version that was published with it: so a version knows all its parents.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for its writers")
        TAKEN = "taken", _("taken")
        DECLINED = "declined", _("declined")

    response = link("responses.Response", related_name="proposals")
    source = link("responses.Version", null=True, on_delete=models.PROTECT, related_name="brought")  # whose words come in
    onto = link("responses.Version", null=True, on_delete=models.PROTECT)  # the text it was written against
    base = models.JSONField(null=True)  # the text it was written against, where that was an open draft and no version
    content = models.JSONField(default=dict)  # the whole answer as it would read
    words = models.CharField(max_length=300, blank=True)
    proposed_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=300, blank=True)  # of those who write, taken or not
    decided_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(null=True)
    version = link("responses.Version", null=True, on_delete=models.PROTECT, related_name="merges")  # published with it

    class Meta:
        constraints = [
            *within_campaign(
                "responses_proposal",
                response="responses.Response",
                source="responses.Version",
                onto="responses.Version",
                proposed_by="people.Member",
                decided_by="people.Member",
                version="responses.Version",
            ),
            models.UniqueConstraint(
                fields=["campaign", "response", "source", "proposed_by"],
                condition=models.Q(state="open"),
                name="responses_proposal_one_open",
            ),
        ]
