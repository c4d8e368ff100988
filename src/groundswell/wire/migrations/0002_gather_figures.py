"""Lets gs_app have the planner look at the wire's tables; only their owner may ask for that, hence a function of the owner's."""

from __future__ import annotations

from django.db import migrations

_CREATE = """
CREATE FUNCTION wire_gather_figures() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE wire_item, wire_story, wire_source;
END $$;
REVOKE ALL ON FUNCTION wire_gather_figures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wire_gather_figures() TO gs_app;
"""


class Migration(migrations.Migration):
    dependencies = [("wire", "0001_initial")]
    operations = [migrations.RunSQL(_CREATE, "DROP FUNCTION wire_gather_figures()")]
