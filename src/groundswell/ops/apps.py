"""The ops room as a Django app."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Ops: run, serve, doctor, backup."""

    name = "groundswell.ops"
    label = "ops"
