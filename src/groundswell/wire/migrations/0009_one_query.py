"""Reads what is searched for once, in all languages of a campaign: a word left out is left out in each of them.

Asked language by language, a text that one language rejects for a form of the word came back through another that does not
know the form. ``wire_query`` is what a search asks, and what a followed search is held against.
"""

from __future__ import annotations

from django.db import migrations

_QUERY = """
CREATE FUNCTION wire_query(words text, known regconfig[]) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    one regconfig;
    piece text[];
    wanted text := '';
    asked tsquery := '';
    barred tsquery := '';
    whole tsquery := '';
BEGIN
    IF words !~ '(^|\\s)-' THEN
        FOREACH one IN ARRAY known LOOP whole := whole || websearch_to_tsquery(one, words); END LOOP;
        RETURN whole;
    END IF;
    IF length(replace(words, '"', '')) % 2 <> length(words) % 2 THEN words := words || '"'; END IF;
    -- Each side of an "or" by itself: wanted in one of the languages, barred in all of them.
    FOR piece IN SELECT regexp_matches(words || ' or', '(-*)("[^"]*"?|[^\\s"]+)', 'g') LOOP
        IF lower(piece[2]) = 'or' AND piece[1] = '' THEN
            asked := '';
            FOREACH one IN ARRAY known LOOP asked := asked || websearch_to_tsquery(one, wanted); END LOOP;
            whole := whole || (asked && barred);
            wanted := '';
            barred := '';
        ELSIF piece[1] = '' THEN
            wanted := wanted || ' ' || piece[2];
        ELSE
            FOREACH one IN ARRAY known LOOP barred := barred && !! websearch_to_tsquery(one, piece[2]); END LOOP;
        END IF;
    END LOOP;
    RETURN whole;
END $$;

CREATE FUNCTION wire_words(said text, known regconfig[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    one regconfig;
    words tsvector := '';
BEGIN
    FOREACH one IN ARRAY known LOOP words := words || to_tsvector(one, said); END LOOP;
    RETURN words;
END $$;
"""

_SEARCH = """
CREATE OR REPLACE FUNCTION wire_search(
    words text, of_source uuid, of_community uuid, ground_only boolean, since timestamptz, until timestamptz,
    before_at timestamptz, before_id uuid, most integer
) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine uuid := nullif(current_setting('app.campaign_id', true), '')::uuid;
    asked tsquery;
    narrowed text := ' WHERE campaign_id = $1 AND NOT hidden';
    walked text;
    found uuid[];
BEGIN
    IF mine IS NULL THEN RETURN; END IF;
    IF words <> '' THEN
        asked := wire_query(words, wire_languages(mine));
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
"""

_SEARCH_BEFORE = """
CREATE OR REPLACE FUNCTION wire_search(
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
"""

_BACK = """
DROP FUNCTION wire_query(text, regconfig[]);
DROP FUNCTION wire_words(text, regconfig[]);
"""


class Migration(migrations.Migration):
    dependencies = [("wire", "0008_touches")]
    operations = [migrations.RunSQL(_QUERY, _BACK), migrations.RunSQL(_SEARCH, _SEARCH_BEFORE)]
