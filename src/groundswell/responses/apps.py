"""The responses room as a Django app."""

from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    """Responses (in the interface: answers): versions, ratings, readiness, adoption."""

    name = "groundswell.responses"
    label = "responses"

    def ready(self) -> None:
        """Listen to the pulse."""
        from groundswell.pulse.consumers import register
        from groundswell.responses.tasks import update_readiness

        register(
            "responses.readiness",
            kinds={"responses.version_published", "responses.version_rated"},
            handle=update_readiness,
            once_for=lambda row: row.subject_id,
        )
