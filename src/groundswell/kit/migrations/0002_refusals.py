"""A trigger function for tables whose rows are never rewritten."""

from django.db import migrations

CREATE = """
CREATE FUNCTION kit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION kit_refuse_change()")]
