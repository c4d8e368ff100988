"""Does it work? Arms drawn by lot, compared; those who were reached; how large a trial must be."""

from groundswell.science.trials.reached import Complier, complier
from groundswell.science.trials.strength import Power, power
from groundswell.science.trials.table import TrialTable, compare

__all__ = ["Complier", "Power", "TrialTable", "compare", "complier", "power"]
