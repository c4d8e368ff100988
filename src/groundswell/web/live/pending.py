"""What waits to be told: a quiet room is told at once, a busy one about three times a second, each thing once."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundswell.pulse.reading import Position
from groundswell.web.live.hub import Place, Told, order

WINDOW = 0.3


@dataclass(slots=True)
class _Waiting:
    since: Position  # everything up to here has been told in this place
    due: float
    rows: dict[object, Told] = field(default_factory=dict)


class Pending:
    """Rows by place; of several with one key only the last is kept. Time is handed in."""

    def __init__(self) -> None:
        self._places: dict[Place, _Waiting] = {}
        self._told_at: dict[Place, float] = {}
        self._on_the_way: Position | None = None

    def __bool__(self) -> bool:
        return bool(self._places)

    def put(self, place: Place, told: Told, *, since: Position, now: float) -> None:
        """Let a row wait in a place; ``since`` is the position before it."""
        waiting = self._places.get(place)
        if waiting is None:
            due = max(now, self._told_at.get(place, 0.0) + WINDOW)
            waiting = self._places[place] = _Waiting(since, due)
        waiting.rows.pop(told.key, None)  # the last one goes last
        waiting.rows[told.key] = told

    def wait(self, now: float) -> float:
        """Return how long until something is due."""
        return min((waiting.due for waiting in self._places.values()), default=now + WINDOW) - now

    def take(self, now: float) -> tuple[dict[Place, list[Told]], Position | None]:
        """Take out what is due, and the position before the first of it; it is on the way until ``told``."""
        due = {place: waiting for place, waiting in self._places.items() if waiting.due <= now}
        for place in due:
            del self._places[place]
        self._on_the_way = min((waiting.since for waiting in due.values()), key=order, default=None)
        return {place: list(waiting.rows.values()) for place, waiting in due.items()}, self._on_the_way

    def told(self, places: dict[Place, list[Told]], now: float) -> None:
        """What was taken has been told."""
        self._on_the_way = None
        self._told_at = {place: at for place, at in self._told_at.items() if at + WINDOW > now}
        self._told_at.update(dict.fromkeys(places, now))

    def safe(self, head: Position) -> Position:
        """Return the last position with nothing before it still untold."""
        first = [next(iter(self._places.values())).since] if self._places else []
        return min([*first, *([self._on_the_way] if self._on_the_way else []), head], key=order)
