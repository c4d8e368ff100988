"""The communities room as a Django app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Communities: micro-communities, their hosts, reports and what was hidden and why."""

    name = "groundswell.communities"
    label = "communities"
