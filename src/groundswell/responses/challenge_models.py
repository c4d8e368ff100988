"""Challenges to versions: what is wrong, what its authors say, how it was settled."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign


class Challenge(TenantModel):
    """A member says in public what is wrong with a version. It is marked, answered and settled in public; it hides nothing.

    The one exception is what a steward takes down as against the law: it stays covered until a jury shows it again, or none
    found in time that it breaks the law.
    """

    class Kind(models.TextChoices):
        FACT = "fact", _("a fact is wrong")
        PILLAR = "pillar", _("it breaks a pillar")
        HARM = "harm", _("it harms someone")
        LAW = "law", _("it is against the law")  # never chosen from a list: a steward takes the version down with it

    class Verdict(models.TextChoices):
        STANDS = "stands", _("it stands")
        CORRECT = "mend", _("it needs a correction")
        UNREADY = "unfit", _("it should not be ready")

    version = link("responses.Version", on_delete=models.PROTECT, related_name="challenges")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    reason = models.CharField(max_length=600)
    url = models.CharField(max_length=2000, blank=True)
    raised_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)  # by its authors
    answered_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_with = link("responses.Version", null=True, on_delete=models.PROTECT)  # none: taken back, or a jury's verdict
    jury_since = models.DateTimeField(null=True)  # while a jury looks at it, nobody else settles it
    joined_to = link(
        "responses.Challenge", null=True, on_delete=models.PROTECT, related_name="joined"
    )  # same jury, same verdict
    verdict = models.CharField(max_length=6, choices=Verdict.choices, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign(
                "responses_challenge",
                version="responses.Version",
                raised_by="people.Member",
                answered_by="people.Member",
                settled_with="responses.Version",
                joined_to="responses.Challenge",
            ),
            models.UniqueConstraint(
                fields=["campaign", "version", "raised_by"],
                condition=models.Q(settled_at__isnull=True),
                name="responses_challenge_one_open",
            ),
        ]

    @property
    def keeps_down(self) -> bool:
        """Whether its version is covered because of it: taken down, and not shown again by a jury or for want of one."""
        return self.kind == self.Kind.LAW and (self.settled_at is None or self.verdict == self.Verdict.UNREADY)

    @property
    def is_lifted(self) -> bool:
        """Whether its version is shown again because no jury found that it breaks the law."""
        return self.kind == self.Kind.LAW and self.settled_at is not None and not self.verdict

    @property
    def title(self) -> str:
        """What its version is called, unless not even that is to be read."""
        return str(_("An answer that was taken down")) if self.keeps_down else self.version.title
