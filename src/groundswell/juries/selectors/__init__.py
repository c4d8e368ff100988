"""Reads of the juries room."""

from groundswell.juries.selectors.pages import (
    TERMS,
    case_of,
    draw_of,
    jury_for_appeal,
    line_of,
    progress_of,
    record,
)
from groundswell.juries.selectors.shown import jury_at, seat_at

__all__ = ["TERMS", "case_of", "draw_of", "jury_at", "jury_for_appeal", "line_of", "progress_of", "record", "seat_at"]
