"""Who excites whom: how events of one kind are followed by events of another, beyond what the hour of the week explains."""

from groundswell.science.influence.decay import DecayProfile
from groundswell.science.influence.engine import decay_profile, fit
from groundswell.science.influence.fitted import InfluenceFit
from groundswell.science.influence.results import Attribution, Counterfactual, FitCheck, LikelihoodRatio
from groundswell.science.influence.simulation import simulate

__all__ = [
    "Attribution",
    "Counterfactual",
    "DecayProfile",
    "FitCheck",
    "InfluenceFit",
    "LikelihoodRatio",
    "decay_profile",
    "fit",
    "simulate",
]
