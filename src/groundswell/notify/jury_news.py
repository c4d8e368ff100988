"""What comes to jurors, and to both sides of a challenge and those who use the answer: drawn, appealed, decided."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.db.models import Q

from groundswell.juries.models import Jury, Seat
from groundswell.notify.answer_news import adopters, authors
from groundswell.notify.models import Notice
from groundswell.notify.services.telling import News, Reason
from groundswell.pulse.reading import Row
from groundswell.responses.models import Challenge
from groundswell.sharing.models import PassOn

Found = tuple[News, dict[uuid.UUID, Reason]]
_OWN = Reason(Notice.Because.OWN, "own")


def drawn(row: Row) -> Found:
    """Somebody was drawn for a jury, or steps in: they alone hear."""
    seats = Seat.objects.filter(pk=row.subject_id, left_at=None, member__isnull=False)
    return News("seat", row.subject_id), {one: _OWN for one in seats.values_list("member_id", flat=True) if one}


def appealed(row: Row) -> Found:
    """One side appealed: the other hears."""
    to = _sides(row) if row.data["is_appeal"] else {}
    return News("appealed", row.subject_id), to


def decided(row: Row) -> Found:
    """A jury ended: both sides hear, and those who use the version; where it is disputed, those who passed it on as well."""
    if row.data["outcome"] == Jury.Outcome.WITHDRAWN:
        return News("judged", row.subject_id), {}
    version, verdict = uuid.UUID(row.data["version"]), row.data["verdict"]
    using = adopters(row.data["response"], version=version) if verdict else {}
    passing = _passing(version) if verdict not in ("", Challenge.Verdict.STANDS) else {}
    return News("judged", row.subject_id), passing | using | _sides(row)


def _passing(version: uuid.UUID) -> dict[uuid.UUID, Reason]:
    """Members who have a link of their own to these words: they gave them to people they know."""
    own = PassOn.objects.filter(adoption__version=version, member__isnull=False)
    return {one: Reason(Notice.Because.OWN, "rest") for one in own.values_list("member_id", flat=True) if one}


def _sides(row: Row) -> dict[uuid.UUID, Reason]:
    same = Q(pk=row.data["challenge"]) | Q(joined_to=row.data["challenge"])
    raised = Challenge.objects.filter(same).values_list("raised_by_id", flat=True)
    return dict.fromkeys(authors(row.data["response"]), _OWN) | {one: _OWN for one in raised if one}


OF_KIND: dict[str, Sequence[Callable[[Row], Found]]] = {
    "juries.seat_filled": (drawn,),
    "juries.jury_called": (appealed,),
    "juries.jury_closed": (decided,),
}
