"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: persons, accounts, members, roles, consent."""

    name = "groundswell.people"
    label = "people"
