"""Changing one's address: the new one counts once the code sent there has been typed in where it was asked for."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from groundswell.kit.errors import BadInput, Refused
from groundswell.people import mailbox

_ASKED = "new_address"


def ask(request: HttpRequest, email: str) -> None:
    """Send a code to the new address and remember, in this browser's session, that it was asked for."""
    code = get_adapter().generate_login_code()
    request.session[_ASKED] = {"email": email.strip().lower(), "code": code, "at": time.time(), "wrong": 0}
    _send(email, _("Your code: %(code)s") % {"code": code}, "new_address", code=code)


def asked(request: HttpRequest) -> str:
    """Return the address that waits for its code, or an empty string."""
    return str((_waiting(request) or {}).get("email", ""))


def confirmed(request: HttpRequest, code: str) -> str:
    """Return the new address when this is its code; a wrong one is told, and the fifth ends it."""
    waiting = _waiting(request)
    if waiting is None:
        raise Refused(_("That code has run out. Ask for a new one."))
    if not compare_user_code(actual=code, expected=waiting["code"]):
        waiting["wrong"] += 1
        request.session[_ASKED] = waiting if waiting["wrong"] < settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS else None
        raise BadInput(_("That is not the code we sent. Look once more, or have it sent again."), field="code")
    request.session.pop(_ASKED)
    return str(waiting["email"])


def tell_the_old(email: str) -> None:
    """Tell the address that is used no longer: whoever reads it may not know."""
    _send(email, _("Your address was changed"), "address_changed")


def _send(email: str, subject: str, template: str, **said: str) -> None:
    message = EmailMessage(subject, render_to_string(f"people/mail/{template}.txt", said), to=[email])
    transaction.on_commit(partial(mailbox.deliver, message))


def _waiting(request: HttpRequest) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(_ASKED)
    return found if found and time.time() - found["at"] < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT else None
