"""Every table stands behind the wall between campaigns, or on the list of those that need not, with the reason."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from groundswell.kit.db import CampaignForeignKey, RowSecurity, TenantModel

ABOUT_NO_CAMPAIGN = {
    "kit_spent": "counts of hashed keys, swept after a day",
    "pulse_cursor": "how far consumers read, across campaigns; gs_app may not touch it",
    "pulse_parkedrow": "rows consumers failed on, across campaigns; gs_app may not touch it",
    "people_account": "one account signs in on every campaign of the installation",
    "account_emailaddress": "belongs to the account",
    "account_emailconfirmation": "belongs to the account",
    "mfa_authenticator": "passkeys belong to the account",
    "usersessions_usersession": "sessions belong to the account",
    "django_session": "sessions belong to the account",
    "django_migrations": "the schema's own history",
    "django_content_type": "Django's list of models",
    "auth_group": "Django's, unused",
    "auth_group_permissions": "Django's, unused",
    "auth_permission": "Django's, unused",
    "procrastinate_jobs": "the queue; each job names its campaign and opens its scope",
    "procrastinate_events": "the queue's history",
    "procrastinate_periodic_defers": "the queue's clock",
    "procrastinate_workers": "the queue's workers",
    "people_mail": "the demo's mailbox: empty outside the demo",
}


def _ask(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_table_has_forced_row_security_or_a_reason() -> None:
    rows = _ask(
        "SELECT relname, relrowsecurity AND relforcerowsecurity, "
        "(SELECT count(*) FROM pg_policy WHERE polrelid = c.oid) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public' AND relkind IN ('r', 'p')"
    )
    open_tables = {name for name, forced, policies in rows if not (forced and policies)}
    assert open_tables <= set(ABOUT_NO_CAMPAIGN), open_tables - set(ABOUT_NO_CAMPAIGN)


@pytest.mark.django_db
def test_no_table_is_excused_that_is_walled() -> None:
    walled = {row[0] for row in _ask("SELECT relname FROM pg_class WHERE relrowsecurity")}
    assert not walled & set(ABOUT_NO_CAMPAIGN)


@pytest.mark.django_db
def test_the_application_role_can_bypass_nothing() -> None:
    assert _ask("SELECT current_user, current_setting('is_superuser')") == [("gs_app", "off")]
    rows = _ask("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN ('gs_app', 'gs_system', 'groundswell')")
    assert sorted(rows) == [("groundswell", False, False), ("gs_app", False, False), ("gs_system", False, False)]


def _tenant_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def test_every_link_between_tenant_tables_names_the_campaign() -> None:
    bad = []
    for model in _tenant_models():
        keyed = {one.field for one in model._meta.constraints if isinstance(one, CampaignForeignKey)}
        if not any(isinstance(one, RowSecurity) for one in model._meta.constraints):
            bad.append(f"{model._meta.label}: no row security")
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, TenantModel):  # type: ignore[arg-type]
                if field.name not in keyed or field.db_constraint:
                    bad.append(f"{model._meta.label}.{field.name}")
    assert not bad


def test_links_point_downward() -> None:
    floors = [
        "kit",
        "pulse",
        "campaigns",
        "people",
        "communities",
        "strategy",
        "wire",
        "trials",
        "responses",
        "sharing",
        "juries",
        "assembly",
        "field",
        "posts",
        "insight",
        "notify",
    ]
    bad = []
    for model in _tenant_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                here, there = model._meta.app_label, field.related_model._meta.app_label  # type: ignore[union-attr]
                if there in floors and floors.index(there) > floors.index(here):
                    bad.append(f"{model._meta.label}.{field.name}")
    assert not bad


@pytest.mark.django_db
def test_the_keys_in_the_database_are_those_of_the_models() -> None:
    rows = _ask("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'")
    found = {str(name): str(definition) for name, definition in rows}
    for model in _tenant_models():
        for one in model._meta.constraints:
            if isinstance(one, CampaignForeignKey):
                column = model._meta.get_field(one.field).column  # type: ignore[union-attr]
                table = apps.get_model(one.to)._meta.db_table
                expected = (
                    f"FOREIGN KEY (campaign_id, {column}) REFERENCES {table}(campaign_id, id) DEFERRABLE INITIALLY DEFERRED"
                )
                assert found.get(one.name) == expected, one.name
    composite = {name for name, text in found.items() if text.startswith("FOREIGN KEY (campaign_id, ")}
    modelled = {
        one.name for model in _tenant_models() for one in model._meta.constraints if isinstance(one, CampaignForeignKey)
    }
    assert composite == modelled


@pytest.mark.django_db
def test_unique_constraints_of_tenant_tables_name_the_campaign() -> None:
    bad = [
        one.name
        for model in _tenant_models()
        for one in model._meta.constraints
        if isinstance(one, models.UniqueConstraint) and "campaign" not in one.fields
    ]
    assert not bad


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
