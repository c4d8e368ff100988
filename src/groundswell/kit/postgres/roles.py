"""Knows the three roles of the database (the owner, gs_app, gs_system), the extensions, and how to bring them about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import LiteralString

import psycopg
from psycopg import sql

from .errors import PostgresError

OWNER = "groundswell"
APP = "gs_app"
SYSTEM = "gs_system"
EXTENSIONS = ("pg_trgm", "btree_gist", "citext", "unaccent")

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class _Step:
    """A statement, and the question whose answer 'true' makes it superfluous; `{name}` quotes a name, `{name_text}` a text."""

    done: LiteralString
    statement: LiteralString
    names: dict[str, str] = field(default_factory=dict)

    def question(self) -> sql.Composed:
        return self._filled(self.done)

    def remedy(self) -> sql.Composed:
        return self._filled(self.statement)

    def _filled(self, template: LiteralString) -> sql.Composed:
        quoted: dict[str, sql.Composable] = {name: sql.Identifier(value) for name, value in self.names.items()}
        quoted |= {f"{name}_text": sql.Literal(value) for name, value in self.names.items()}
        return sql.SQL(template).format(**quoted)


def prepare_roles(dsn: str, *, embedded: bool = False) -> None:
    """Bring the roles, rights and extensions about; a second call changes nothing.

    Parameters
    ----------
    dsn
        The superuser of the embedded server, or the login of a DATABASE_URL, which then becomes the owner.
    embedded
        Also create the owner and its database; the owner is neither superuser nor exempt from row-level security.
    """
    if embedded:
        with _connect(dsn) as connection:
            _apply(connection, _owner_steps())
        dsn = psycopg.conninfo.make_conninfo(dsn, dbname=OWNER)
    with _connect(dsn) as connection:
        owner = OWNER if embedded else connection.info.user
        _apply(connection, _steps(connection, owner, embedded=embedded))


def missing_statements(dsn: str) -> list[str]:
    """What an administrator still has to run for the login of this DSN; empty when all is in place."""
    with _connect(dsn) as connection:
        return _missing(connection, _steps(connection, connection.info.user, embedded=False))


def _connect(dsn: str) -> Connection:
    try:
        return psycopg.connect(dsn, autocommit=True, connect_timeout=10)
    except psycopg.Error as failure:
        reason = str(failure).strip().splitlines()[-1].strip()
        raise PostgresError(f"The database does not answer: {reason}") from failure


def _owner_steps() -> list[_Step]:
    names = {"owner": OWNER}
    return [
        _Step(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = {owner_text} AND NOT rolsuper AND NOT rolbypassrls)",
            "CREATE ROLE {owner} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
            names,
        ),
        _Step(
            "SELECT EXISTS (SELECT FROM pg_database WHERE datname = {owner_text})",
            "CREATE DATABASE {owner} OWNER {owner}",
            names,
        ),
    ]


def _steps(connection: Connection, owner: str, *, embedded: bool) -> list[_Step]:
    steps = []
    for role in (APP, SYSTEM):
        steps += _role_steps(role, owner, sixteen=connection.info.server_version >= 160000)
    if embedded:
        steps.append(
            _Step(
                "SELECT nspowner = {owner_text}::regrole FROM pg_namespace WHERE nspname = 'public'",
                "ALTER SCHEMA public OWNER TO {owner}",
                {"owner": owner},
            )
        )
    steps.append(
        _Step(
            "SELECT has_schema_privilege({owner_text}, 'public', 'CREATE')",
            "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
            {"owner": owner},
        )
    )
    steps += [
        _Step(
            "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = {extension_text})",
            "CREATE EXTENSION {extension} SCHEMA public",
            {"extension": name},
        )
        for name in EXTENSIONS
    ]
    return steps + _default_rights(owner)


def _role_steps(role: str, owner: str, *, sixteen: bool) -> list[_Step]:
    names = {"role": role, "owner": owner}
    return [
        _Step(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = {role_text}"
            " AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcanlogin)",
            "CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
            names,
        ),
        # INHERIT FALSE: the owner takes a role on by SET ROLE alone, so migrations are not subject to its policies.
        _Step(
            "SELECT pg_has_role({owner_text}, {role_text}, 'SET')",
            "GRANT {role} TO {owner} WITH INHERIT FALSE, SET TRUE",
            names,
        )
        if sixteen
        else _Step("SELECT pg_has_role({owner_text}, {role_text}, 'MEMBER')", "GRANT {role} TO {owner}", names),
        _Step(
            "SELECT EXISTS (SELECT FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = 'public'"
            " AND a.grantee = {role_text}::regrole AND a.privilege_type = 'USAGE')",
            "GRANT USAGE ON SCHEMA public TO {role}",
            names,
        ),
    ]


def _default_rights(owner: str) -> list[_Step]:
    """For gs_app alone: a migration grants gs_system the few tables that it needs."""
    names = {"owner": owner, "role": APP}
    return [
        _Step(
            "SELECT count(*) >= 4 FROM pg_default_acl d, aclexplode(d.defaclacl) a"
            " WHERE d.defaclrole = {owner_text}::regrole AND d.defaclobjtype = 'r'"
            " AND d.defaclnamespace = 'public'::regnamespace AND a.grantee = {role_text}::regrole",
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
            " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            names,
        ),
        _Step(
            "SELECT count(*) >= 2 FROM pg_default_acl d, aclexplode(d.defaclacl) a"
            " WHERE d.defaclrole = {owner_text}::regrole AND d.defaclobjtype = 'S'"
            " AND d.defaclnamespace = 'public'::regnamespace AND a.grantee = {role_text}::regrole",
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
            names,
        ),
    ]


def _missing(connection: Connection, steps: list[_Step]) -> list[str]:
    missing = []
    for step in steps:
        try:
            row = connection.execute(step.question()).fetchone()
        except psycopg.errors.UndefinedObject:  # asks about a role that is itself still missing
            row = None
        if row is None or not row[0]:
            missing.append(step.remedy().as_string(connection))
    return missing


def _apply(connection: Connection, steps: list[_Step]) -> None:
    missing = _missing(connection, steps)
    for done, statement in enumerate(missing):
        try:
            connection.execute(statement.encode())
        except psycopg.Error as failure:
            rest = "\n".join(f"  {line};" for line in missing[done:])
            raise PostgresError(
                f"User '{connection.info.user}' may not prepare database '{connection.info.dbname}' "
                f"({failure.diag.message_primary}). Let an administrator of the server run, in that database:\n{rest}"
            ) from failure
