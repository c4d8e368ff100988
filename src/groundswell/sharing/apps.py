"""The sharing room as a Django app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Sharing: pass-ons, the chains they make, and visits."""

    name = "groundswell.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Fill the places that an answer's page leaves for this room, and keep them true."""
        from groundswell.kit import live, slots
        from groundswell.people import arrivals, export
        from groundswell.pulse import consumers
        from groundswell.sharing import arriving, fillings, own_data, tasks

        slots.register("responses.answer.pass_on", select=fillings.pass_on, template="sharing/_pass_on.html")
        slots.register("responses.answer.chain", select=fillings.chain, template="sharing/_chain.html")
        slots.register("responses.answer.outcomes", select=fillings.outcomes, template="sharing/_outcomes.html")
        slots.register("communities.community.working", select=fillings.working, template="sharing/_working.html")
        slots.register("communities.community.adopted.followed", select=fillings.followed_words)
        arrivals.register(arriving.arrived)
        consumers.register(
            "sharing.chains", kinds={"sharing.pass_on_made"}, handle=tasks.sum_up, once_for=lambda row: row.data["response"]
        )
        live.register("sharing.outcomes_added", rooms=fillings.added_rooms)
        live.register("sharing.chain_summed", rooms=fillings.summed_rooms, fragments=fillings.summed_fragments)
        live.register(
            "sharing.pass_on_made",
            rooms=fillings.moved_rooms,
            fragments=fillings.moved_fragments,
            once_for=lambda row: row.data["response"],  # a hundred new hands redraw one chain once
        )
        export.register("links", own_data.kept_about)
