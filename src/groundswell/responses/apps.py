"""The responses room as a Django app."""

from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    """Responses (in the interface: answers): versions, ratings, readiness, adoption."""

    name = "groundswell.responses"
    label = "responses"
