"""Reads the shared text of an answer: what of it is longer than an answer can be, and whose words it is made of."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from groundswell.responses import shared_text
from groundswell.responses.models import SharedClient, SharedUpdate

if TYPE_CHECKING:
    from pycrdt import Doc


@dataclass(frozen=True, slots=True)
class Together:
    """The shared text of one answer, as it is stored now."""

    response_id: uuid.UUID
    doc: Doc[Any]
    is_begun: bool

    def too_long(self) -> list[tuple[str, str]]:
        """Return the parts that have to be shortened before they can be published, each with words for it."""
        over = shared_text.over(shared_text.tidy(shared_text.words(self.doc)))
        return [(part, how_much_too_long(part, more)) for part, more in over.items()]

    def shares(self) -> Counter[object]:
        """Return how many words of it each member wrote; None's are those whose writer was never noted here."""
        rows = SharedClient.objects.filter(response=self.response_id)
        return shared_text.shares(self.doc, dict(rows.values_list("client", "member_id")))


def together(response_id: uuid.UUID) -> Together:
    """Return the shared text of an answer; an empty one where nobody wrote since there is such a thing."""
    rows = SharedUpdate.objects.filter(response=response_id).order_by("number").values_list("update", flat=True)
    updates = [bytes(update) for update in rows]
    return Together(response_id, shared_text.document(updates), bool(updates))


def how_much_too_long(part: str, more: int) -> str:
    """Say by how many characters a part has to be shortened."""
    if part == "title":
        words = ngettext(
            "Shorten the title by %(num)d character. Nothing of it is lost meanwhile.",
            "Shorten the title by %(num)d characters. Nothing of it is lost meanwhile.",
            more,
        )
    elif part == "summary":
        words = ngettext(
            "Shorten the sentence by %(num)d character. Nothing of it is lost meanwhile.",
            "Shorten the sentence by %(num)d characters. Nothing of it is lost meanwhile.",
            more,
        )
    else:
        words = ngettext(
            "Shorten the text by %(num)d character. Nothing of it is lost meanwhile.",
            "Shorten the text by %(num)d characters. Nothing of it is lost meanwhile.",
            more,
        )
    return words % {"num": more}
