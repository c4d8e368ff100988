"""The pulse is append-only, and the system role may read it across campaigns."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER pulse_append_only BEFORE UPDATE OR DELETE ON pulse_pulseevent
    FOR EACH ROW EXECUTE FUNCTION kit_refuse_change();
GRANT SELECT ON pulse_pulseevent TO gs_system;
CREATE POLICY system_select ON pulse_pulseevent FOR SELECT TO gs_system USING (true);
REVOKE ALL ON pulse_cursor, pulse_parkedrow FROM gs_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON pulse_cursor, pulse_parkedrow TO gs_system;
GRANT USAGE, SELECT ON SEQUENCE pulse_parkedrow_id_seq TO gs_system;
"""
BACK = """
DROP TRIGGER pulse_append_only ON pulse_pulseevent;
DROP POLICY system_select ON pulse_pulseevent;
REVOKE ALL ON pulse_pulseevent, pulse_cursor, pulse_parkedrow FROM gs_system;
"""


class Migration(migrations.Migration):
    dependencies = [("pulse", "0001_initial"), ("kit", "0002_refusals")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
