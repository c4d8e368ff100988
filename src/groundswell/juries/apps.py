"""The juries room as a Django app."""

from django.apps import AppConfig


class JuriesConfig(AppConfig):
    """Juries: members drawn by lot who judge challenges to answers."""

    name = "groundswell.juries"
    label = "juries"

    def ready(self) -> None:
        """Listen for challenges, fill the places that answers leave for juries, and keep open pages true."""
        from groundswell.juries import fillings, own_data, parts, tasks
        from groundswell.kit import live, slots
        from groundswell.people import export
        from groundswell.pulse import consumers

        consumers.register("juries.calling", kinds=tasks.CALLING, handle=tasks.call_juries)
        consumers.register("juries.forgetting", kinds=tasks.ERASED, handle=tasks.forget_member)
        slots.register("responses.challenge.jury", select=fillings.of_challenge, template="juries/_of_challenge.html")
        slots.register("responses.answer.juries", select=fillings.of_version, template="juries/_of_version.html")
        live.register(*parts.OF_JURIES, rooms=parts.answer_room)
        export.register("juries", own_data.kept_about)
