"""What comes to jurors, and to both sides of a challenge and those who use the answer: drawn, appealed, decided."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from groundswell.juries.models import Jury, Seat
from groundswell.notify.answer_news import adopters, authors
from groundswell.notify.models import Notice
from groundswell.notify.services.telling import News, Reason
from groundswell.pulse.reading import Row
from groundswell.responses.models import Challenge

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
    """A jury ended: both sides hear; those who use the version, when it is disputed or lost its readiness."""
    if row.data["outcome"] == Jury.Outcome.WITHDRAWN:
        return News("judged", row.subject_id), {}
    disputed = row.data["verdict"] not in ("", Challenge.Verdict.STANDS)
    using = adopters(row.data["response"], version=uuid.UUID(row.data["version"])) if disputed else {}
    return News("judged", row.subject_id), using | _sides(row)


def _sides(row: Row) -> dict[uuid.UUID, Reason]:
    raised = Challenge.objects.filter(pk=row.data["challenge"]).values_list("raised_by_id", flat=True)
    return dict.fromkeys(authors(row.data["response"]), _OWN) | {one: _OWN for one in raised if one}


OF_KIND: dict[str, Sequence[Callable[[Row], Found]]] = {
    "juries.seat_filled": (drawn,),
    "juries.jury_called": (appealed,),
    "juries.jury_closed": (decided,),
}
