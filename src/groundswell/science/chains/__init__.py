"""Word of mouth as it was seen: who passed on to whom, how far it goes and whether it carries itself."""

from groundswell.science.chains.totals import ChainSummary, summary

__all__ = ["ChainSummary", "summary"]
