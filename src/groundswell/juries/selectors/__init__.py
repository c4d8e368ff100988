"""Reads of the juries room."""

from groundswell.juries.selectors.pages import (
    case_of,
    draw_of,
    jury_for_appeal,
    line_of,
    method,
    method_to_choose,
    progress_of,
    record,
)
from groundswell.juries.selectors.shown import jury_at, seat_at

__all__ = [
    "case_of",
    "draw_of",
    "jury_at",
    "jury_for_appeal",
    "line_of",
    "method",
    "method_to_choose",
    "progress_of",
    "record",
    "seat_at",
]
