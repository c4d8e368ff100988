"""Which column says what, by the name it has in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

# Both names of a column may stand in one file: the first that says something counts.
FIELDS = {
    "published": ("date", "published"),
    "title": ("title",),
    "lead": ("lead", "summary"),
    "link": ("link",),
    "source": ("source",),
}
NEEDED = ("published", "title")
_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}


def field_named(name: str) -> str | None:
    """Return the field that a column called ``name`` fills; None for a column that is not read."""
    return _FIELD_OF.get(name.strip().casefold())


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the fields in the cells of a row."""

    width: int
    places: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, header: Sequence[str]) -> Columns:
        """Return the columns that ``header`` names."""
        places = ((field_named(name), place) for place, name in enumerate(header))
        return cls(len(header), tuple((field, place) for field, place in places if field))

    @property
    def missing(self) -> list[str]:
        """The needed fields without a column, as people call them."""
        here = {field for field, _place in self.places}
        return [_(" or ").join(f"“{name}”" for name in FIELDS[field]) for field in NEEDED if field not in here]

    def pick(self, cells: Sequence[str]) -> dict[str, str]:
        """Return what a row says in each field."""
        return first_said((field, cells[place]) for field, place in self.places)


def first_said(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the first value of each field that is not blank."""
    found: dict[str, str] = {}
    for field, value in pairs:
        if not found.get(field) and value.strip():
            found[field] = value
    return found
