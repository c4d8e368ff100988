"""The juries room as a Django app."""

from django.apps import AppConfig


class JuriesConfig(AppConfig):
    """Juries: members drawn by lot who judge challenges to answers."""

    name = "groundswell.juries"
    label = "juries"

    def ready(self) -> None:
        """Listen for challenges, fill the places that answers leave for juries, and keep open pages true."""
        from django.utils.translation import gettext_lazy as _

        from groundswell.communities import moderation
        from groundswell.juries import fillings, looked_after, own_data, parts, tasks
        from groundswell.kit import live, slots
        from groundswell.people import export
        from groundswell.pulse import consumers

        consumers.register("juries.calling", kinds=tasks.CALLING, handle=tasks.call_juries)
        consumers.register("juries.forgetting", kinds=tasks.ERASED, handle=tasks.forget_member)
        slots.register("responses.challenge.jury", select=fillings.of_challenge, template="juries/_of_challenge.html")
        slots.register("responses.answer.juries", select=fillings.of_version, template="juries/_of_version.html")
        slots.register("responses.challenges.aside", select=fillings.to_record, template="juries/_to_record.html")
        live.register(*parts.OF_JURIES, rooms=parts.answer_room)
        moderation.register("juries.Seat", looked_after.reasons, words=_("a juror's reason"))
        moderation.register("juries.Jury", looked_after.appeals, words=_("an appeal to a second jury"))
        export.register("juries", own_data.kept_about)
