"""The hosts' log cannot be rewritten, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER communities_logentry_stays BEFORE UPDATE OR DELETE ON communities_logentry
    FOR EACH ROW EXECUTE FUNCTION kit_refuse_change();
"""
BACK = "DROP TRIGGER communities_logentry_stays ON communities_logentry;"


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_hosts_log_sleep_outcomes"), ("kit", "0002_refusals")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
