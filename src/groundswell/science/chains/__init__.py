"""Word of mouth as it was seen: who passed on to whom, how far it goes and whether it carries itself."""

from groundswell.science.chains.between import NextGeneration, between
from groundswell.science.chains.course import Course, over_time
from groundswell.science.chains.followed import Followed, followed, rate_range
from groundswell.science.chains.totals import ChainSummary, summary

__all__ = [
    "ChainSummary",
    "Course",
    "Followed",
    "NextGeneration",
    "between",
    "followed",
    "over_time",
    "rate_range",
    "summary",
]
