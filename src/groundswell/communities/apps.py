"""The communities room as a Django app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Communities: micro-communities, their hosts, reports and what was hidden and why."""

    name = "groundswell.communities"
    label = "communities"

    def ready(self) -> None:
        """Follow who hosts and who leaves; let invites lead into communities."""
        from groundswell.communities import consumers, doors
        from groundswell.people import invitations
        from groundswell.pulse.consumers import register

        register("communities.hosting", kinds=consumers.HOSTING, handle=consumers.follow_hosting)
        register("communities.leaving", kinds=consumers.LEAVING, handle=consumers.follow_leaving)
        invitations.register("community", doors.enter_invited, may_invite=doors.may_invite)
