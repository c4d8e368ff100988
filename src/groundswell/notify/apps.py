"""The notify room as a Django app."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Notify: who hears of what, when, by which way and why."""

    name = "groundswell.notify"
    label = "notify"

    def ready(self) -> None:
        """Read the pulse, fill the places other pages leave for following, say what is kept about a member."""
        from groundswell.kit import live, slots
        from groundswell.notify import consumers, fillings, own_data, tasks
        from groundswell.people import export
        from groundswell.pulse.consumers import register

        assert tasks
        # Read in the order of their names: watches before stories, so that a story finds what was written a moment ago.
        register(
            "notify.a_watches", kinds=consumers.OF_WATCHES, handle=consumers.keep_watch, once_for=_subject, is_awaited=True
        )
        register(
            "notify.b_stories", kinds=consumers.OF_STORIES, handle=consumers.hear_of_story, once_for=_subject, is_awaited=True
        )
        register(
            "notify.b_stories_seen", kinds=consumers.OF_SEEN, handle=consumers.hear_of_seen, once_for=_subject, is_awaited=True
        )
        register("notify.c_own", kinds=consumers.OF_ONES_OWN, handle=consumers.hear_of_ones_own, is_awaited=True)
        register("notify.e_threads", kinds=consumers.OF_THREADS, handle=consumers.prepare_threads)
        register("notify.e_entered", kinds=consumers.OF_ENTERED, handle=consumers.prepare_entered)
        register("notify.d_erased", kinds=consumers.OF_ERASED, handle=consumers.forget)
        for slot, select in (
            ("wire.story.hearing", fillings.of_story),
            ("strategy.pillar.hearing", fillings.of_pillar),
            ("communities.community.hearing", fillings.of_community),
            ("wire.search.hearing", fillings.of_search),
        ):
            slots.register(slot, select=select, template="notify/_hearing.html")
        slots.register(
            "communities.community.hearing", select=fillings.of_ones_community, template="notify/_of_threads.html", order=1
        )
        slots.register("communities.thread.hearing", select=fillings.of_thread, template="notify/_quiet.html")
        slots.register("people.me", select=fillings.of_me, template="notify/_of_me.html")
        slots.register("responses.asked", select=fillings.to_choice, template="notify/_asked.html")
        live.register("notify.people_told", rooms=fillings.moved)
        export.register("hearing", own_data.kept_about)


def _subject(row: object) -> object:
    return row.subject_id  # type: ignore[attr-defined]
