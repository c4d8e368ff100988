"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: persons, accounts, members, roles, consent."""

    name = "groundswell.people"
    label = "people"

    def ready(self) -> None:
        """Fill the demo's slot and say what this room keeps about a member."""
        from groundswell.kit import slots
        from groundswell.people import export, own_data
        from groundswell.people.slots import cast_for_visitors, cast_of_the_demo

        slots.register("demo.cast", select=cast_of_the_demo, template="people/_demo_cast.html")
        slots.register("home_aside", select=cast_for_visitors, template="people/_demo_cast.html", order=9)
        export.register("you", own_data.about)
        export.register("history", own_data.history)
