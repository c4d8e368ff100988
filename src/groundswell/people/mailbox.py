"""Where mail goes: to the mail server, to the demo's mailbox page, or nowhere, and then we say so before anybody waits."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils.translation import gettext as _

from groundswell.kit.clock import now
from groundswell.kit.errors import Refused
from groundswell.people.models import Mail

KEPT = 200
NOWHERE = "groundswell.people.mailbox.NoMailBackend"
log = logging.getLogger(__name__)


def check_mail() -> None:
    """Refuse, in words, what would need a mail when none can be sent."""
    if settings.EMAIL_BACKEND == NOWHERE:
        raise Refused(_("No mail can be sent: this installation has no mail server set. Tell the people who run it."))


def deliver(message: EmailMessage) -> bool:
    """Send a mail; whether the server took it. What went wrong is logged without the address."""
    try:
        return bool(message.send())
    except (SMTPException, OSError) as failure:
        log.error("mail could not be sent: %s", type(failure).__name__)
        return False


def newest_mails() -> Sequence[Mail]:
    """Return the mails of the demo's mailbox, newest first."""
    return list(Mail.objects.order_by("-sent_at", "-pk")[:KEPT])


class MailboxBackend(BaseEmailBackend):
    """Keeps the newest mails for the demo's mailbox page and sends none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put mails into the mailbox."""
        at = now()
        mails = [
            Mail(recipient=", ".join(message.to), subject=str(message.subject), body=str(message.body), sent_at=at)
            for message in email_messages
        ]
        Mail.objects.bulk_create(mails)
        kept = Mail.objects.order_by("-sent_at", "-pk").values_list("pk", flat=True)[:KEPT]
        Mail.objects.exclude(pk__in=list(kept)).delete()
        return len(mails)


class NoMailBackend(BaseEmailBackend):
    """Loses no mail silently: whoever gets here without asking ``check_mail`` first is told."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Say that no mail server is set."""
        raise OSError("no mail server is set (GROUNDSWELL_MAIL_URL)")
