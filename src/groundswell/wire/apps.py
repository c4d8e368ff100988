"""The wire as a Django app."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The wire: sources, items and the stories they make."""

    name = "groundswell.wire"
    label = "wire"

    def ready(self) -> None:
        """Say which parts of which pages the wire's events move."""
        from groundswell.kit import live, slots
        from groundswell.people import export
        from groundswell.wire import own_data, parts

        slots.register("home", select=parts.at_home, template="wire/_at_home.html")
        live.register("wire.items_arrived", rooms=parts.moved_stories, fragments=parts.fresh_stories)
        for kind in ("wire.story_opened", "wire.story_grown", "wire.item_changed"):
            live.register(kind, rooms=parts.moved_story, fragments=parts.fresh_story)
        export.register("wire", own_data.kept_about)
