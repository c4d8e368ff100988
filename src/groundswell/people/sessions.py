"""Sessions and accounts as every request of a member reads them: the same rows as Django's, in SQL written out.

The query builder takes longer over these two than the database does, and they stand before everything a member does.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection

from groundswell.kit.clock import now
from groundswell.kit.rows import first
from groundswell.people.models import Account
from groundswell.people.selectors.members import PRESENT

_SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
# With the account, in a campaign's scope, comes who they are there (``selectors.actor_of``).
_SCOPE = "nullif(current_setting('app.campaign_id', true), '')"
_ACCOUNT = f"""
SELECT *, {_SCOPE} AS entered, ({PRESENT.format(campaign=f"{_SCOPE}::uuid", account="account.id")}) AS present
FROM people_account account WHERE id = %s AND is_active
"""  # noqa: S608 (no value is put into it here)


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
        return first(Account, _ACCOUNT, [user_id])
