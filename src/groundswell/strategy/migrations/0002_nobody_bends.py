"""A ratified pillar's words, a tactic's revisions and the ledger cannot be rewritten, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER strategy_pillar_holds BEFORE UPDATE OR DELETE ON strategy_pillar
    FOR EACH ROW WHEN (OLD.state = 'ratified') EXECUTE FUNCTION kit_refuse_change();
CREATE TRIGGER strategy_tacticrevision_stays BEFORE UPDATE OR DELETE ON strategy_tacticrevision
    FOR EACH ROW EXECUTE FUNCTION kit_refuse_change();
CREATE TRIGGER strategy_ledgerentry_stays BEFORE UPDATE OR DELETE ON strategy_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION kit_refuse_change();
"""
BACK = """
DROP TRIGGER strategy_pillar_holds ON strategy_pillar;
DROP TRIGGER strategy_tacticrevision_stays ON strategy_tacticrevision;
DROP TRIGGER strategy_ledgerentry_stays ON strategy_ledgerentry;
"""


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial"), ("kit", "0002_refusals")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
