"""Holds a jury while something is done to it, and fills its seats in the drawn order."""

from __future__ import annotations

import uuid

from groundswell.juries.events import SeatFilled, SeatLeft
from groundswell.juries.lots import next_after
from groundswell.juries.models import Jury, Seat
from groundswell.juries.selectors.eligible import can_still_serve, members_by_label
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.pulse.log import Happening, record, record_many


def fill_seats(*, jury: Jury, actor: Actor) -> int:
    """Let the next in the drawn order step in for each empty seat; part of a deed on a locked jury. Returns how many did."""
    seats = list(jury.seats.order_by("stepped_in", "seated_at", "label"))
    empty = jury.size - sum(one.left_at is None for one in seats)
    if not empty:
        return 0
    here = members_by_label(jury, can_still_serve(jury))
    missing = [one.letter for one in seats if one.left_at is not None][-empty:]
    filled = [one for letter in missing if (one := _step_in(jury, letter, here)) is not None]
    record_many([Happening(SeatFilled(jury=jury.pk), one) for one in filled], actor=actor)
    return len(filled)


def _step_in(jury: Jury, letter: str, here: dict[str, uuid.UUID]) -> Seat | None:
    pool = [(label, group) for label, group in jury.pool]
    seated = set(jury.seats.values_list("label", flat=True))
    label = next((one for one in next_after(pool, jury.seed, seated, letter) if one in here), None)
    if label is None:
        return None
    return Seat.objects.create(
        id=uuid.uuid4(),
        campaign_id=jury.campaign_id,
        jury=jury,
        member_id=here[label],
        label=label,
        letter=dict(pool)[label],
        stepped_in=True,
        seated_at=now(),
    )


def locked(*, jury: Jury) -> Jury:
    """Return the jury as it stands, held until the deed is done."""
    rows = Jury.objects.select_for_update(of=("self",)).select_related("challenge__version__response")
    return rows.get(pk=jury.pk)


def leave_seat(*, jury: Jury, seat: Seat, why: Seat.Left, actor: Actor) -> None:
    """Mark a seat as left; ``actor`` is the program, so that nobody reads off the log who sat. Part of a deed."""
    seat.left_at, seat.left_why = now(), why
    seat.save(update_fields=["left_at", "left_why"])
    told = SeatLeft(
        jury.challenge_id,
        jury.challenge.version.response_id,
    )
    record(told, actor=actor, subject=jury)
