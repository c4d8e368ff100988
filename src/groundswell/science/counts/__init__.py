"""Decisions: ballots counted by named rules, with exact figures and a report that anyone can recompute."""

from groundswell.science.counts.decisions import consent, majority, supermajority
from groundswell.science.counts.meek import stv_meek
from groundswell.science.counts.pairs import ranked_pairs, schulze
from groundswell.science.counts.plain import approval, score
from groundswell.science.counts.quadratic import quadratic
from groundswell.science.counts.results import Count, Round, TieBreak
from groundswell.science.counts.runoff import irv
from groundswell.science.counts.scottish import stv_scottish

__all__ = [
    "Count",
    "Round",
    "TieBreak",
    "approval",
    "consent",
    "irv",
    "majority",
    "quadratic",
    "ranked_pairs",
    "schulze",
    "score",
    "stv_meek",
    "stv_scottish",
    "supermajority",
]
