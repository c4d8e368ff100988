"""The system role may read which campaigns an account is a member of ("my campaigns")."""

from django.db import migrations

FORWARD = """
GRANT SELECT ON people_member TO gs_system;
CREATE POLICY system_select ON people_member FOR SELECT TO gs_system USING (true);
GRANT SELECT ON campaigns_campaign TO gs_system;
CREATE POLICY system_select ON campaigns_campaign FOR SELECT TO gs_system USING (true);
"""
BACK = """
DROP POLICY system_select ON people_member;
DROP POLICY system_select ON campaigns_campaign;
REVOKE ALL ON people_member, campaigns_campaign FROM gs_system;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
