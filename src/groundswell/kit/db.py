"""The walls in the database: one campaign's rows cannot be read, written or pointed at from another."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django.db.backends.ddl_references import Statement
from django.db.models.constraints import BaseConstraint

from groundswell.kit.ids import uuid7

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CURRENT_CAMPAIGN = "nullif(current_setting('app.campaign_id', true), '')::uuid"


class CampaignForeignKey(BaseConstraint):
    """``(campaign_id, <field>_id)`` references ``(campaign_id, id)`` of another tenant table.

    Django 5.2 has no composite foreign keys, and ordinary ones look past row-level security: without the campaign in
    the key, a row could point at another campaign's. Deferred to the commit, as Django's own keys are.
    """

    def __init__(self, *, field: str, to: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field
        self.to = to

    def _clause(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        target = model._meta.apps.get_model(self.to)
        column = str(model._meta.get_field(self.field).column)  # type: ignore[union-attr]
        quote = editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY (campaign_id, {quote(column)}) "
            f"REFERENCES {quote(target._meta.db_table)} (campaign_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return nothing for the table's own statement: the key is added at the migration's end."""
        self.create_sql(model, schema_editor)
        return ""

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> None:  # type: ignore[override]
        """Add the key at the end of the migration, when the other table and its composite key are there."""
        assert model is not None and schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        schema_editor.deferred_sql.append(
            Statement("ALTER TABLE %(table)s ADD %(clause)s", table=table, clause=self._clause(model, schema_editor))
        )

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        """Return the statement that drops the key."""
        assert model is not None and schema_editor is not None
        quote = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", table=quote(model._meta.db_table), name=quote(self.name)
        )

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Leave the check to the database: it is the one that cannot be forgotten."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what a migration writes down."""
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, "field": self.field, "to": self.to}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CampaignForeignKey):
            return (self.name, self.field, self.to) == (other.name, other.field, other.to)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]


class RowSecurity(BaseConstraint):
    """Forced row-level security by campaign on the table, as a part of the model so that no migration can forget it.

    ``column`` is the one that holds the campaign (``id`` on the campaign itself); ``public_read`` lets every scope read.
    """

    def __init__(self, *, name: str, column: str = "campaign_id", public_read: bool = False) -> None:
        super().__init__(name=name)
        self.column = column
        self.public_read = public_read

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return nothing for the table's own statement; the policy follows once the table is there."""
        assert model is not None and schema_editor is not None
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        """Return the statements that force row-level security with one policy."""
        assert model is not None and schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        own = f"{self.column} = {CURRENT_CAMPAIGN}"
        read = "true" if self.public_read else own
        policies = [
            f"CREATE POLICY campaign_{verb} ON {table} FOR {verb} TO gs_app {clause}"
            for verb, clause in (
                ("select", f"USING ({read})"),
                ("insert", f"WITH CHECK ({own})"),
                ("update", f"USING ({own}) WITH CHECK ({own})"),
                ("delete", f"USING ({own})"),
            )
        ]
        sql = "; ".join(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                *policies,
            ]
        )
        return Statement("%(sql)s", table=table, sql=sql)

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        """Return the statements that take the policies away (for a migration backwards)."""
        assert model is not None and schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        verbs = ("select", "insert", "update", "delete")
        sql = "; ".join(f"DROP POLICY campaign_{verb} ON {table}" for verb in verbs)
        return Statement("%(sql)s", table=table, sql=sql)

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Leave the check to the database."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what a migration writes down."""
        path, args, kwargs = super().deconstruct()
        if self.column != "campaign_id":
            kwargs["column"] = self.column
        if self.public_read:
            kwargs["public_read"] = True
        return path, tuple(args), kwargs

    def __eq__(self, other: object) -> bool:
        if isinstance(other, RowSecurity):
            return (self.name, self.column, self.public_read) == (other.name, other.column, other.public_read)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]


class TenantModel(models.Model):
    """A row of one campaign: UUIDv7 key, ``campaign``, and (through ``within_campaign``) the walls."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


def within_campaign(table: str, **links: str) -> list[BaseConstraint]:
    """Return the constraints every tenant table has: its composite key, its policies, one composite foreign key a link.

    ``table`` is ``app_model``; ``links`` maps the name of each foreign key field to a tenant model onto that model.
    """
    return [
        models.UniqueConstraint(fields=["campaign", "id"], name=f"{table}_in_campaign"),
        RowSecurity(name=f"{table}_row_security"),
        *(CampaignForeignKey(field=field, to=to, name=f"{table}_{field}_fk") for field, to in links.items()),
    ]


def link(to: str, *, related_name: str = "+", **options: Any) -> models.ForeignKey[Any, Any]:
    """Return a foreign key field to a tenant model; the database's own key is the composite one of ``within_campaign``."""
    options.setdefault("on_delete", models.CASCADE)
    return models.ForeignKey(to, db_constraint=False, related_name=related_name, **options)


@contextmanager
def scope(campaign_id: uuid.UUID) -> Iterator[None]:
    """Open (or join) a transaction in which only this campaign's rows exist; the outer scope comes back at the end."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:  # nothing to give back: both end with the transaction
            cursor.execute(
                "SELECT set_config('role', 'gs_app', true), set_config('app.campaign_id', %s, true)", [str(campaign_id)]
            )
            yield
            return
        cursor.execute("SELECT current_setting('app.campaign_id', true), current_setting('role')")
        before, role = cursor.fetchone()
        if role != "gs_app":
            cursor.execute("SET LOCAL ROLE gs_app")
        cursor.execute("SELECT set_config('app.campaign_id', %s, true)", [str(campaign_id)])
        yield
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('app.campaign_id', %s, true)", [before or ""])
            if role != "gs_app":
                cursor.execute(f'SET LOCAL ROLE "{role}"')


@contextmanager
def as_system() -> Iterator[None]:
    """Open (or join) a transaction as ``gs_system``: it sees the pulse, cursors, source schedule and memberships of all."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        (role,) = cursor.fetchone()
        cursor.execute("SET LOCAL ROLE gs_system")
        yield
        if not connection.needs_rollback:
            cursor.execute(f'SET LOCAL ROLE "{role}"')


def take_turn(name: str, *, wait: bool = True) -> bool:
    """Be alone at ``name`` until the transaction ends; without ``wait``, False when somebody else is at it.

    A locked row gives the transaction a number, and who reads the pulse waits for the oldest number still running. This
    gives none: what works long before it writes holds nobody back.
    """
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])
