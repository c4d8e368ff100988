"""The map of who agrees with whom: places, groups, and what each group and everybody says."""

from groundswell.science.opinion.fitting import fit
from groundswell.science.opinion.live import Live, Placed
from groundswell.science.opinion.results import Agreed, Consensus, OpinionMap, Said
from groundswell.science.opinion.saying import group_informed

__all__ = ["Agreed", "Consensus", "Live", "OpinionMap", "Placed", "Said", "fit", "group_informed"]
