"""Does it work? Arms drawn by lot, compared, while it runs too; who was reached; how many it takes; a lot that learns."""

from groundswell.science.trials.peek import Peek, PeekTable
from groundswell.science.trials.reached import Complier, complier
from groundswell.science.trials.strength import Power, power
from groundswell.science.trials.table import TrialTable, compare
from groundswell.science.trials.thompson import Drawn, Thompson, Worth

__all__ = ["Complier", "Drawn", "Peek", "PeekTable", "Power", "Thompson", "TrialTable", "Worth", "compare", "complier", "power"]
