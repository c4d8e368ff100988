"""Lets items be searched in the campaign's languages: a tsvector made by a trigger, a GIN index, and a function that may use it.

Row-level security keeps the operator of full-text search away from the index: it is not leakproof, so the rows of other
campaigns would have to be filtered out first, all of them. ``wire_search`` belongs to the tables' owner, whom a policy lets
read items; it looks only into the scope's own campaign (that is a word of every vector as well, so that the index narrows
down to it) and returns keys. The rows themselves are then read behind the wall, like any others.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

_WORDS = """
ALTER TABLE wire_item ADD COLUMN search tsvector;

CREATE FUNCTION wire_language(code text) RETURNS regconfig LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE lower(split_part(split_part(code, '-', 1), '_', 1))
        WHEN 'ar' THEN 'arabic' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german' WHEN 'el' THEN 'greek'
        WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french'
        WHEN 'hi' THEN 'hindi' WHEN 'hu' THEN 'hungarian' WHEN 'it' THEN 'italian' WHEN 'nl' THEN 'dutch'
        WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian' WHEN 'ru' THEN 'russian'
        WHEN 'sv' THEN 'swedish' WHEN 'tr' THEN 'turkish' ELSE 'simple' END::regconfig
$$;

CREATE FUNCTION wire_languages(campaign uuid) RETURNS regconfig[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(array_agg(DISTINCT wire_language(code)), '{}'), ARRAY['simple'::regconfig])
    FROM campaigns_campaign AS c, jsonb_array_elements_text(
        CASE WHEN jsonb_array_length(c.languages) > 0 THEN c.languages ELSE '["en"]' END) AS code
    WHERE c.id = campaign
$$;

CREATE FUNCTION wire_item_words() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    known regconfig[] := wire_languages(NEW.campaign_id);
    own regconfig := wire_language(NEW.language);
    one regconfig;
    words tsvector := array_to_tsvector(ARRAY['campaign:' || NEW.campaign_id]);
BEGIN
    IF NEW.language <> '' AND own = ANY(known) THEN known := ARRAY[own]; END IF;
    FOREACH one IN ARRAY known LOOP
        words := words || setweight(to_tsvector(one, NEW.title), 'A') || setweight(to_tsvector(one, left(NEW.lead, 4000)), 'B');
    END LOOP;
    NEW.search := words;
    RETURN NEW;
END $$;

CREATE TRIGGER wire_item_words BEFORE INSERT OR UPDATE OF title, lead, language ON wire_item
    FOR EACH ROW EXECUTE FUNCTION wire_item_words();
"""

_SEARCH = """
CREATE INDEX wire_item_search ON wire_item USING gin (search);

CREATE POLICY wire_search_reads ON wire_item FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY wire_search_reads ON wire_groundreport FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY wire_search_reads ON campaigns_campaign FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION wire_search(
    words text, of_source uuid, of_community uuid, ground_only boolean, since timestamptz, until timestamptz,
    before_at timestamptz, before_id uuid, most integer
) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine uuid := nullif(current_setting('app.campaign_id', true), '')::uuid;
    one regconfig;
    asked tsquery;
    narrowed text := ' WHERE campaign_id = $1 AND NOT hidden';
    walked text;
    found uuid[];
BEGIN
    IF mine IS NULL THEN RETURN; END IF;
    IF words <> '' THEN
        FOREACH one IN ARRAY wire_languages(mine) LOOP
            asked := CASE WHEN asked IS NULL THEN websearch_to_tsquery(one, words)
                ELSE asked || websearch_to_tsquery(one, words) END;
        END LOOP;
        IF numnode(asked) = 0 THEN RETURN; END IF;
        asked := ('''campaign:' || mine || '''')::tsquery && asked;
    END IF;
    IF of_source IS NOT NULL THEN narrowed := narrowed || ' AND source_id = $2'; END IF;
    IF of_community IS NOT NULL THEN
        narrowed := narrowed || ' AND id IN (SELECT item_id FROM wire_groundreport WHERE campaign_id = $1 AND community_id = $3)';
    END IF;
    IF ground_only THEN narrowed := narrowed || ' AND kind = ''ground'''; END IF;
    IF since IS NOT NULL THEN narrowed := narrowed || ' AND published >= $4'; END IF;
    IF until IS NOT NULL THEN narrowed := narrowed || ' AND published < $5'; END IF;
    IF before_at IS NOT NULL THEN narrowed := narrowed || ' AND (published, id) < ($6, $7)'; END IF;
    -- A word of every hundredth item is found soon by looking through the newest; the index would fetch all who have it.
    walked := 'SELECT id, published, search FROM wire_item' || narrowed || ' ORDER BY published DESC, id DESC LIMIT '
        || CASE WHEN asked IS NULL THEN '$9' ELSE '4000' END;
    EXECUTE 'SELECT array_agg(id ORDER BY published DESC, id DESC) FROM (SELECT id, published FROM (' || walked
        || ') AS newest WHERE $8 IS NULL OR search @@ $8 ORDER BY published DESC, id DESC LIMIT $9) AS kept'
        INTO found USING mine, of_source, of_community, since, until, before_at, before_id, asked, most;
    IF asked IS NULL OR cardinality(found) >= most THEN RETURN QUERY SELECT unnest(found); RETURN; END IF;
    RETURN QUERY EXECUTE 'WITH hits AS MATERIALIZED (SELECT id, published FROM wire_item' || narrowed
        || ' AND search @@ $8) SELECT id FROM hits ORDER BY published DESC, id DESC LIMIT $9'
        USING mine, of_source, of_community, since, until, before_at, before_id, asked, most;
END $$;
REVOKE ALL ON FUNCTION wire_search(text, uuid, uuid, boolean, timestamptz, timestamptz, timestamptz, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wire_search(text, uuid, uuid, boolean, timestamptz, timestamptz, timestamptz, uuid, integer) TO gs_app;
"""

_BACK = """
DROP FUNCTION wire_search(text, uuid, uuid, boolean, timestamptz, timestamptz, timestamptz, uuid, integer);
DROP POLICY wire_search_reads ON campaigns_campaign;
DROP POLICY wire_search_reads ON wire_groundreport;
DROP POLICY wire_search_reads ON wire_item;
DROP INDEX wire_item_search;
"""

_WORDS_BACK = """
DROP TRIGGER wire_item_words ON wire_item;
DROP FUNCTION wire_item_words();
DROP FUNCTION wire_languages(uuid);
DROP FUNCTION wire_language(text);
ALTER TABLE wire_item DROP COLUMN search;
"""


def read_what_is_there(apps: Any, editor: Any) -> None:
    """Make the vectors of items that came before; behind the wall, campaign by campaign."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE gs_app")
        cursor.execute("SELECT id FROM campaigns_campaign")
        for (campaign,) in cursor.fetchall():
            cursor.execute("SELECT set_config('app.campaign_id', %s, true)", [str(campaign)])
            cursor.execute("UPDATE wire_item SET title = title")
        cursor.execute("SELECT set_config('app.campaign_id', '', true)")
        cursor.execute("RESET ROLE")


class Migration(migrations.Migration):
    dependencies = [("wire", "0006_system_reads_schedule")]
    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["campaign", "-published", "-id"], name="wire_item_newest"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["campaign", "-published", "-id"], condition=models.Q(kind="ground"), name="wire_item_ground"
            ),
        ),
        migrations.RunSQL(_WORDS, _WORDS_BACK),
        migrations.RunPython(read_what_is_there, migrations.RunPython.noop),
        migrations.RunSQL(_SEARCH, _BACK),
    ]
