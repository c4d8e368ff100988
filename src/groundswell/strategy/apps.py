"""The strategy room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Strategy: pillars nobody can bend, tactics anyone adjusts, and the public ledger of both."""

    name = "groundswell.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Put the keel on every page, let what is written here be reported, and keep open pages true."""
        from groundswell.communities import moderation
        from groundswell.kit import live, slots
        from groundswell.people import export
        from groundswell.strategy import own_data, parts, things

        slots.register("keel", select=parts.keel, template="strategy/_keel.html", alike=True)
        slots.register("communities.community.aside", select=parts.of_community, template="strategy/_of_community.html")
        slots.register("start", select=parts.start, template="strategy/_start.html")
        moderation.register("strategy.TacticRevision", things.revisions, words=_("the words of a tactic"))
        moderation.register("strategy.LedgerEntry", things.ledger_entries, words=_("a reason on the ledger"))
        live.register(*parts.OF_PILLARS, rooms=parts.of_all, once_for=parts.one_reason)
        live.register(*parts.OF_TACTICS, rooms=parts.of_tactic)
        export.register("strategy", own_data.kept_about)
