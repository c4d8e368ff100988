"""Decisions: ballots counted by named rules, with exact figures and a report that anyone can recompute."""

from groundswell.science.counts.decisions import consent, majority, supermajority
from groundswell.science.counts.loads import phragmen
from groundswell.science.counts.meek import stv_meek
from groundswell.science.counts.money import Budget, Purchase
from groundswell.science.counts.pairs import ranked_pairs, schulze
from groundswell.science.counts.panel import Panel, draw_panel
from groundswell.science.counts.plain import approval, score
from groundswell.science.counts.quadratic import quadratic
from groundswell.science.counts.results import Count, Round, TieBreak
from groundswell.science.counts.runoff import irv
from groundswell.science.counts.scottish import stv_scottish
from groundswell.science.counts.shares import equal_shares
from groundswell.science.counts.trust import Delegation, delegate

__all__ = [
    "Budget",
    "Count",
    "Delegation",
    "Panel",
    "Purchase",
    "Round",
    "TieBreak",
    "approval",
    "consent",
    "delegate",
    "draw_panel",
    "equal_shares",
    "irv",
    "majority",
    "phragmen",
    "quadratic",
    "ranked_pairs",
    "schulze",
    "score",
    "stv_meek",
    "stv_scottish",
    "supermajority",
]
