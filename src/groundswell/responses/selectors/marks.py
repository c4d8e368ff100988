"""Reads what stands against versions: challenged, in need of a correction, not to be ready; wherever an answer is seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.responses.models import Challenge


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said against one version: the gravest of it, and the challenge that says it."""

    verdict: str  # "unfit", "mend", "met" (its authors have corrected it since), or "" while it is only open
    challenge_id: uuid.UUID
    open: int  # challenges nobody has decided yet

    @property
    def short(self) -> str:
        """A word or two for a list."""
        return short_of(self.verdict)

    @property
    def sentence(self) -> str:
        """The same as a sentence."""
        said = {
            "unfit": _("A jury says: this version should not be ready, and no community should speak with it."),
            "mend": _("A jury says: this version needs a correction."),
            "met": _("Challenged, and its authors have corrected it in a newer version."),
        }.get(self.verdict, "")
        is_open = ngettext("Challenged by one member.", "Challenged by %(num)d members.", self.open) % {"num": self.open}
        return " ".join(one for one in (said, is_open if self.open else "") if one)


def short_of(verdict: str) -> str:
    """Return a word or two for what stands against words: on a list, on the picture beside a link."""
    words = {"unfit": _("Not to be ready, says a jury"), "mend": _("Needs a correction"), "met": _("Corrected since")}
    return words.get(verdict) or _("Challenged")


_GRAVE = {"unfit": 3, "mend": 2, "": 1, "met": 0}


def marks_of(versions: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Mark]:
    """Return what stands against those of these versions against which anything does: one query.

    A host hides what a challenge says, never that there is one. What was taken back, and what a jury let stand, is no mark.
    """
    wanted = set(versions)
    found: dict[uuid.UUID, Mark] = {}
    rows = Challenge.objects.filter(version__in=wanted).order_by("pk") if wanted else ()
    for one in rows:
        is_open = one.settled_at is None
        verdict = "" if is_open else "met" if one.settled_with_id else one.verdict
        if not is_open and verdict not in ("unfit", "mend", "met"):
            continue
        before = found.get(one.version_id)
        graver = before is None or _GRAVE[verdict] > _GRAVE[before.verdict]
        many = (before.open if before else 0) + is_open
        found[one.version_id] = (
            Mark(verdict, one.pk, many) if graver or before is None else Mark(before.verdict, before.challenge_id, many)
        )
    return found
