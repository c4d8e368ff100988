"""The shell as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Web: home, the shell, live pages, the styleguide."""

    name = "groundswell.web"
    label = "web"
