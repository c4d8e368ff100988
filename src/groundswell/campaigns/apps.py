"""The campaigns room as a Django app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns: the tenant, its clock and its languages."""

    name = "groundswell.campaigns"
    label = "campaigns"
