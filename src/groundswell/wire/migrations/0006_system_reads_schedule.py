"""Lets gs_system see which feeds are due in any campaign and take them; what they bring is written in the campaign's own scope."""

from __future__ import annotations

from django.db import migrations

_CREATE = """
GRANT SELECT, UPDATE (next_at) ON wire_feed TO gs_system;
CREATE POLICY system_select ON wire_feed FOR SELECT TO gs_system USING (true);
CREATE POLICY system_update ON wire_feed FOR UPDATE TO gs_system USING (true) WITH CHECK (true);
"""
_UNDO = """
DROP POLICY system_update ON wire_feed;
DROP POLICY system_select ON wire_feed;
REVOKE ALL ON wire_feed FROM gs_system;
"""


class Migration(migrations.Migration):
    dependencies = [("wire", "0005_sources_and_feeds")]
    operations = [migrations.RunSQL(_CREATE, _UNDO)]
