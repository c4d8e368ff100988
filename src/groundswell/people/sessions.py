"""Sessions and accounts as every request of a member reads them: the same rows as Django's, in SQL written out.

The query builder takes longer over these two than the database does, and they stand before everything a member does.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection

from groundswell.kit.clock import now
from groundswell.people.models import Account

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
_ACCOUNT = "SELECT * FROM people_account WHERE id = %s AND is_active"


class SessionStore(db.SessionStore):
    """Django's own, but for how it is read."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that is not there, or is over, is nobody's."""
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key, now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, but for how the account of a session is read."""

    def get_user(self, user_id: object) -> Account | None:
        """Return the account of a session, or nobody when it was closed."""
        return next(iter(Account.objects.raw(_ACCOUNT, [user_id])), None)
