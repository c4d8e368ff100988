"""The strategy room as a Django app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Strategy: pillars nobody can bend, tactics anyone adjusts, and the public ledger of both."""

    name = "groundswell.strategy"
    label = "strategy"
