"""Fits django-allauth to this house: codes and passkeys without passwords, our words and mails, and no trail of anybody."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.campaigns.addresses import address
from groundswell.people import mailbox, pending
from groundswell.people.browsers import browser_name
from groundswell.people.models import Account
from groundswell.people.requests import same_site
from groundswell.people.selectors import campaigns_of

SIGNED_IN_AT = "signed_in_at"
NO_ADDRESS = "0.0.0.0"  # noqa: S104 (nothing listens here: the address allauth wants to keep with a session)
FRESH = 15 * 60

_MESSAGES = {
    "account/messages/logged_out.txt": gettext_lazy("You are signed out."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is added. From now on it lets you in without a code."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": gettext_lazy("You are signed out everywhere else."),
}


def is_fresh(request: HttpRequest) -> bool:
    """Whether someone signed in here moments ago: what changes the ways in asks for that."""
    return time.time() - float(request.session.get(SIGNED_IN_AT, 0)) < FRESH


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How people sign in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That is not the code we sent. Look once more, or have it sent again."),
        "too_many_login_attempts": gettext_lazy("That was wrong too often. Ask for a new code."),
    }

    def get_login_stages(self) -> list[str]:
        """A code or a passkey is enough: whoever lost the passkey's device still gets in by a code."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def is_safe_url(self, url: str) -> bool:
        """Lead to pages of this site only."""
        return bool(same_site(self.request, url or ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """No address is kept with a session."""
        return NO_ADDRESS

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in; the session remembers when, and of the browser's line no more than a person would say."""
        request.META["HTTP_USER_AGENT"] = browser_name(request.META.get("HTTP_USER_AGENT", ""))
        super().login(request, user)
        request.session[SIGNED_IN_AT] = time.time()
        request.session.set_expiry(None)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Finish what the visitor came for: who was on the way to join has joined."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        target = pending.finish(request, user)
        return redirect(target) if target else response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead home when there is one home only."""
        assert isinstance(request.user, Account)
        found = campaigns_of(request.user.pk)
        return address(found[0], "home") if len(found) == 1 else reverse("start")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what needs saying in our own words, and nothing of what the page shows anyway."""
        words = message or _MESSAGES.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send once everything is committed: a slow mail server must not hold a writing transaction open."""
        request = allauth_context.request
        said = {"request": request, "email": email, "joining": pending.campaign_name(request), **context}
        transaction.on_commit(partial(_send, self.render_mail(template_prefix, email, said), request))


def _send(message: EmailMessage, request: HttpRequest) -> None:
    if not mailbox.deliver(message):
        pending.note_undelivered(request)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How passkeys are called."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That passkey did not open the door. Try once more, or use a code by mail."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return the browser's name: one knows a passkey by where one made it."""
        return browser_name(allauth_context.request.META.get("HTTP_USER_AGENT", ""))

    def _get_site_name(self) -> str:
        return _("Groundswell")
