"""Knows which migrations are pending and applies them, one process at a time."""

from __future__ import annotations

import pkgutil

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.utils import OperationalError, ProgrammingError

from groundswell.kit import postgres
from groundswell.kit.errors import Refused
from groundswell.ops.installation import present_server, say

_LOCK = 0x6773_6D69  # an advisory lock's number, chosen once


def pending(using: str = "default") -> list[str]:
    """Return `app.migration` for each one on disk that the database lacks: by name alone, which costs milliseconds."""
    return sorted(_on_disk() - _applied(using))


def applied_here(using: str = "default") -> list[str]:
    """Return our own migrations that the database has, by name."""
    return sorted(name for name in _applied(using) if name.partition(".")[0] in _own_labels())


def refuse_newer(applied: list[str]) -> None:
    """Raise when a newer Groundswell has been at these tables: this one does not know what they mean."""
    unknown = sorted(set(applied) - _on_disk())
    if unknown:
        raise Refused(f"A newer Groundswell was here ({unknown[-1]}), and this one cannot go back: install the newer one.")


def bring_up_to_date(server: postgres.Server) -> None:
    """Apply what is pending on the embedded server; elsewhere ask for it, because others may be using that database."""
    refuse_newer(applied_here("owner"))
    if not pending("owner"):
        return
    if not server.embedded:
        raise Refused("The database lacks migrations: run 'groundswell migrate' (make a backup first), then try again.")
    apply(server)


def apply(server: postgres.Server) -> list[str]:
    """Apply all pending migrations and return their names; a second process waits and finds nothing left to do."""
    if not server.embedded:
        postgres.prepare_roles(server.dsn)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            missing = pending("owner")
            if missing:
                call_command("migrate", database="owner", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    connections["owner"].close()
    return missing


def migrate_now() -> int:
    """Apply what is pending and name it."""
    for name in apply(present_server()):
        say(f"applied {name}")
    say("the tables are up to date.")
    return 0


def _own_labels() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("groundswell.")}


def _on_disk() -> set[str]:
    found = set()
    for config in apps.get_app_configs():
        directory = f"{config.path}/migrations"
        names = (module.name for module in pkgutil.iter_modules([directory]) if not module.ispkg)
        found |= {f"{config.label}.{name}" for name in names if name[0] not in "_~"}
    return found


def _applied(using: str) -> set[str]:
    connection = connections[using]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL")
            if not cursor.fetchone()[0]:
                return set()
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            return {name for (name,) in cursor.fetchall()}
    except (OperationalError, ProgrammingError) as failure:
        raise Refused(f"The database cannot be read: {str(failure).splitlines()[0]}") from failure
