"""The communities room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    """Communities: micro-communities, their hosts, reports and what was hidden and why."""

    name = "groundswell.communities"
    label = "communities"

    def ready(self) -> None:
        """Follow who hosts and who leaves; let invites lead into communities; keep open pages true."""
        from groundswell.communities import consumers, doors, moderation, own_data, parts, tasks
        from groundswell.communities import things as own
        from groundswell.kit import live
        from groundswell.people import export, invitations, things
        from groundswell.pulse.consumers import register

        assert tasks
        register("communities.hosting", kinds=consumers.HOSTING, handle=consumers.follow_hosting)
        register("communities.leaving", kinds=consumers.LEAVING, handle=consumers.follow_leaving)
        invitations.register("community", doors.enter_invited, may_invite=doors.may_invite)
        things.register("community", own.named)
        moderation.register("communities.Community", own.written, words=_("what a community says of itself"))
        moderation.register("communities.Thread", own.threads, words=_("what a thread is called"))
        moderation.register("communities.Post", own.posts, words=_("a post in a thread"))
        live.register(*parts.OF_THE_DIRECTORY, rooms=parts.of_directory)
        live.register(*parts.OF_ONE, rooms=parts.of_one)
        live.register(*parts.OF_THREADS, rooms=parts.of_thread)
        live.register(*parts.OF_POSTS, rooms=parts.of_post)
        export.register("communities", own_data.kept_about)
