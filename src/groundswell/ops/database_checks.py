"""The doctor's questions to the database: the server, the three roles, the walls, the tables."""

from __future__ import annotations

from django.db import connection

from groundswell.kit import postgres
from groundswell.ops.findings import Finding, bad, good, warning
from groundswell.ops.migrating import pending


def database(server: postgres.Server) -> Finding:
    """Which server this is and how big the data are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())),"
            " current_setting('fsync')"
        )
        version, size, fsync = cursor.fetchone()
    where = f"embedded in {server.home}" if server.embedded else "named by DATABASE_URL"
    if fsync != "on":
        return bad("database", f"PostgreSQL {version} runs with fsync off: a power cut can destroy it.", "set fsync = on")
    return good("database", f"PostgreSQL {version}, {where}, {size}")


def roles(server: postgres.Server) -> Finding:
    """Whether the application acts as a role that the walls hold."""
    missing = postgres.missing_statements(server.dsn)
    if missing:
        return bad("roles", "rights are missing in the database", "let an administrator run: " + "; ".join(missing))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, free = cursor.fetchone()
        cursor.execute("SELECT session_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user")
        login, login_free = cursor.fetchone()
    if name != postgres.APP or free:
        return bad("roles", f"pages act as '{name}', whom the walls between campaigns do not hold", "restart Groundswell")
    if login_free:
        return warning(
            "roles",
            f"the login '{login}' is a superuser or exempt from row-level security",
            "give DATABASE_URL a login without SUPERUSER and BYPASSRLS",
        )
    return good("roles", f"'{login}' acts as {postgres.APP}")


def walls(server: postgres.Server) -> Finding:
    """Whether every table that names a campaign and that pages may read stands behind forced row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'campaign_id'"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
            " AND has_table_privilege(%s, c.oid, 'SELECT')"
            " AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))"
            " ORDER BY 1",
            [postgres.APP],
        )
        open_tables = [name for (name,) in cursor.fetchall()]
    if open_tables:
        return bad("walls", f"these tables are open between campaigns: {', '.join(open_tables)}", "run 'groundswell migrate'")
    return good("walls", "row-level security is forced on every campaign's table")


def tables(server: postgres.Server) -> Finding:
    """Whether every migration is applied."""
    missing = pending()
    if missing:
        return bad("tables", f"{len(missing)} migrations are pending: {', '.join(missing[:5])}", "run 'groundswell migrate'")
    return good("tables", "every migration is applied")
