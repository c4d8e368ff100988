"""Where mail goes: the demo's mailbox page, or nowhere with a clear word when no server is set."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils.translation import gettext as _

from groundswell.kit.errors import Refused


class NoMailBackend(BaseEmailBackend):
    """Refuses to lose a mail silently."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Say that no mail server is set."""
        raise Refused(_("No mail can be sent: this installation has no mail server set. Tell the people who run it."))
