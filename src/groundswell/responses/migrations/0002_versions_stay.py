"""A published version, its pillars and its citations cannot be rewritten."""

from django.db import migrations

TABLES = ("responses_version", "responses_versionpillar", "responses_citation", "responses_versionauthor")
FORWARD = [
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kit_refuse_change()"
    for table in TABLES
]
BACK = [f"DROP TRIGGER {table}_stays ON {table}" for table in TABLES]


class Migration(migrations.Migration):
    dependencies = [("responses", "0001_initial"), ("kit", "0002_refusals")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
