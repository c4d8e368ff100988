"""A mail server that does not take mails."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class BrokenBackend(BaseEmailBackend):
    """Fails as a server does that is away."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Fail."""
        raise ConnectionRefusedError
