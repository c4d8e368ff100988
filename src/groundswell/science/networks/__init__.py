"""Micro-communities nobody named: who keeps to whom in a network of ties, and who stands between."""

from groundswell.science.networks.finding import communities
from groundswell.science.networks.results import Bridges, Communities

__all__ = ["Bridges", "Communities", "communities"]
