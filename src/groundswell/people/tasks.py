"""Forgets what nobody needs any more: people who left, addresses nobody confirmed, sessions that ran out."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from groundswell.kit.jobs import periodic
from groundswell.people.services import erase_those_who_left, forget_unused_accounts


@periodic("people.forget", "41 3 * * *")
def forget() -> None:
    """Erase those who left long ago; delete accounts nobody ever signed in to, and sessions that ran out."""
    erase_those_who_left()
    forget_unused_accounts()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
