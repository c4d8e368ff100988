"""The wire as a Django app."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The wire: sources, items and the stories they make."""

    name = "groundswell.wire"
    label = "wire"
