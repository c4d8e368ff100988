"""Searching the wire: half a million made items, another campaign's beside them, words of every frequency."""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.report import OURS, ROOT, Report

ITEMS = int(os.environ.get("GROUNDSWELL_SEARCH_ITEMS", "500000"))
OTHERS = ITEMS // 5
TURNS = 15
_BATCH = 10_000
_RLS = "the same without wire_search"


def run(report: Report) -> None:
    """Fill an installation of its own, and time each kind of search as a page asks for it."""
    directory = Path(tempfile.mkdtemp(prefix="gs-bench-"))
    directory.chmod(0o755)
    environment = {**os.environ, "GROUNDSWELL_HOME": str(directory / "home"), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    for name in ("DATABASE_URL", "GROUNDSWELL_DSN"):
        environment.pop(name, None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.search"],
            env=environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    for case, peer, times, quality in json.loads(done.stdout.splitlines()[-1]):
        report.add(case, peer, wall=statistics.median(times), quality=f"slowest {max(times) * 1e3:.0f} ms; {quality}")
    report.note(
        f"{ITEMS:,} items in the campaign, {OTHERS:,} in another; {TURNS} turns each, warm; wall seconds of a page's reads."
    )


def _word(number: int) -> str:
    """A made word that no stemmer cuts."""
    letters = ""
    number += 400
    while number:
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnpqrtvwxzk"[rest] + "aou"[rest % 3]
    return letters + "k"


def _rows(count: int, *, seed: int) -> list[tuple[str, str]]:
    """Titles of eight words and leads of sixteen, each word the rarer the higher its number."""
    chance = random.Random(seed)
    words = [_word(number) for number in range(30_000)]
    weights = [1 / (number + 3) for number in range(len(words))]
    drawn = chance.choices(words, weights, k=24 * count)
    return [(" ".join(drawn[at : at + 8]), " ".join(drawn[at + 8 : at + 24])) for at in range(0, 24 * count, 24)]


def _fill(campaign_id: uuid.UUID, count: int, *, seed: int) -> None:
    from django.db import connection, transaction

    from groundswell.kit.db import scope
    from groundswell.kit.ids import uuid7
    from groundswell.wire.models import Source, Story

    begin = datetime(2020, 1, 1, tzinfo=UTC)
    with scope(campaign_id):
        sources = [
            Source.objects.create(campaign_id=campaign_id, key=f"s{n}", name=f"Outlet {n}", created_at=begin)
            for n in range(200)
        ]
        story = Story.objects.create(
            id=uuid7(), campaign_id=campaign_id, title="All", first_at=begin, last_at=begin, created_at=begin
        )
    made = _rows(count, seed=seed)
    for start in range(0, count, _BATCH):
        with transaction.atomic(), scope(campaign_id), connection.cursor() as cursor:
            part = made[start : start + _BATCH]
            numbers = list(range(start, start + len(part)))
            cursor.execute(
                "INSERT INTO wire_item (id, campaign_id, kind, hidden, key, source_id, story_id, position, title, lead, url,"
                " language, published, arrived, version, file, known_as)"
                " SELECT id, %s, 'news', false, id::text, source, %s, position, title, lead, '', '', at, at, 1, '', ''"
                " FROM unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[])"
                " AS made (id, source, position, title, lead, at)",
                [
                    campaign_id,
                    story.pk,
                    [uuid7() for _row in part],
                    [sources[number % 200].pk for number in numbers],
                    [number + 1 for number in numbers],
                    [title for title, _lead in part],
                    [lead for _title, lead in part],
                    [begin + timedelta(minutes=5 * number) for number in numbers],
                ],
            )


def _timed(deed: Callable[[], Any]) -> tuple[list[float], Any]:
    deed()
    times, result = [], None
    for _turn in range(TURNS):
        begun = time.perf_counter()
        result = deed()
        times.append(time.perf_counter() - begun)
    return times, result


def _measure(campaign: Any) -> list[tuple[str, str, list[float], str]]:
    from django.db import connection

    from groundswell.kit.db import scope
    from groundswell.wire.models import Item, Source
    from groundswell.wire.selectors.search import Search, found

    searches = {
        "every fourth item": Search(words=_word(0)),
        "every hundredth": Search(words=_word(250)),
        "every thousandth": Search(words=_word(2_500)),
        "a few items": Search(words=_word(29_000)),
        "no item": Search(words="volcano"),
        "two words": Search(words=f"{_word(0)} {_word(40)}"),
        "two rare words or": Search(words=f"{_word(2_500)} or {_word(2_600)}"),
        "common, with another left out": Search(words=f"{_word(1)} -{_word(0)}"),
        "common, in the first year": Search(words=_word(2), until=datetime(2020, 12, 31).date()),
        "hundredth, in the first year": Search(words=_word(250), until=datetime(2020, 12, 31).date()),
    }
    rows = []
    with scope(campaign.pk):
        searches["common, of one outlet"] = Search(words=_word(3), source=Source.objects.get(key="s7"))
        for case, search in searches.items():
            times, hits = _timed(lambda search=search: found(campaign, search))
            rows.append((case, OURS, times, f"{len(hits.rows)} rows"))
        deep = found(campaign, Search(words=_word(250)), most=2000).older or ""
        times, hits = _timed(lambda: found(campaign, Search(words=_word(250)), before=deep))
        rows.append(("every hundredth, after 2,000 others", OURS, times, f"{len(hits.rows)} rows"))

        def behind_the_wall() -> list[Any]:
            asked = Item.objects.extra(where=["search @@ websearch_to_tsquery('english', %s)"], params=[_word(2_500)])
            return list(asked.order_by("-published", "-id")[:31])

        times, _hits = _timed(behind_the_wall)
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN SELECT id FROM wire_item WHERE search @@ websearch_to_tsquery('english', %s)"
                " ORDER BY published DESC, id DESC LIMIT 31",
                [_word(2_500)],
            )
            plan = " ".join(row[0] for row in cursor.fetchall())
        rows.append(
            ("every thousandth", _RLS, times, "uses the index" if "wire_item_search" in plan else "cannot use the index")
        )
    return rows


def main() -> None:
    """Make the rows and print the times; in the process that ``run`` starts, with a home of its own."""
    from groundswell.ops.installation import opened

    with opened():
        from django.db import connections

        from groundswell.campaigns.services import found_campaign
        from groundswell.kit.actor import machine

        ours, other = (found_campaign(slug=slug, name=slug, actor=machine(None, via="cli")) for slug in ("ours", "other"))
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP INDEX wire_item_search")  # made once over all rows, not row by row
        _fill(ours.pk, ITEMS, seed=1)
        _fill(other.pk, OTHERS, seed=2)
        with connections["owner"].cursor() as cursor:
            cursor.execute("CREATE INDEX wire_item_search ON wire_item USING gin (search)")
            cursor.execute("ANALYZE wire_item")
        sys.stdout.write(json.dumps(_measure(ours)) + "\n")


if __name__ == "__main__":
    main()
