"""The sharing room as a Django app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Sharing: pass-ons, the chains they make, and visits."""

    name = "groundswell.sharing"
    label = "sharing"
