"""The wire as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WireConfig(AppConfig):
    """The wire: sources, items and the stories they make."""

    name = "groundswell.wire"
    label = "wire"

    def ready(self) -> None:
        """Say which parts of which pages the wire's events move, place ground reports, let them be reported and hidden."""
        from groundswell.communities import moderation
        from groundswell.kit import live, slots
        from groundswell.people import export
        from groundswell.pulse import consumers
        from groundswell.wire import own_data, parts, tasks, things

        slots.register("home", select=parts.at_home, template="wire/_at_home.html", alike=True)
        live.register("wire.items_arrived", rooms=parts.moved_stories, fragments=parts.fresh_stories)
        live.register(*parts.OF_A_STORY, rooms=parts.moved_story, fragments=parts.fresh_story)
        live.register(*parts.BY_HAND, rooms=parts.moved_by_hand)
        live.register("wire.ground_reported", rooms=parts.moved_ground)
        live.register(*parts.OF_A_REPORT, rooms=parts.moved_report)
        live.register("communities.thing_hidden", "communities.thing_shown", rooms=parts.moved_hidden)
        consumers.register("wire.placing", kinds={"wire.ground_reported"}, handle=tasks.place_reported)
        hiding = {"communities.thing_hidden", "communities.thing_shown"}
        consumers.register("wire.hiding", kinds=hiding, handle=tasks.follow_hiding)
        consumers.register("wire.forgetting", kinds={"people.member_erased"}, handle=tasks.forget_erased)
        consumers.register(
            "wire.touching",
            kinds={"wire.story_opened", "wire.story_grown", "wire.item_changed", *parts.BY_HAND},
            handle=tasks.find_touches_of_story,
            once_for=lambda row: row.subject_id,
            is_awaited=True,
        )
        looked_at = {"strategy.pillar_ratified", "communities.community_founded", "communities.community_described"}
        consumers.register("wire.looking_back", kinds=looked_at, handle=tasks.look_back, once_for=lambda row: row.campaign_id)
        slots.register("communities.likeness", select=parts.stories_in_common)
        slots.register("communities.community.stories", select=parts.of_community, template="wire/_touching.html", alike=True)
        slots.register("strategy.pillar.served", select=parts.of_pillar, template="wire/_touching.html", order=10, alike=True)
        live.register("wire.story_touch_said", "wire.touches_found", rooms=parts.moved_touches)
        moderation.register("wire.GroundReport", things.reports, words=_("a ground report"))
        moderation.register("wire.StoryChange", things.changes, words=_("a change of a story"))
        export.register("wire", own_data.kept_about)
        export.register("sources", own_data.sources_of)
