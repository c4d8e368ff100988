"""Pages of a campaign of 10,000 members, and its links opened by many at once while the server is killed.

Pages are asked for in this process, each time with another address, so that none is shown twice from memory; the time is
that of the whole request as the server handles it. Visits are those of `benchmarks.visits`.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.report import OURS, Report
from benchmarks.scale_rows import Filled, fill
from benchmarks.visits import OPENED, PHONE, Spreading, open_links
from benchmarks.web import _home

TIMES = int(os.environ.get("SCALE_TIMES", "15"))


def run(report: Report) -> None:
    """Fill, ask for every kind of page, open links."""
    with _home() as environment:
        begun = time.perf_counter()
        filled = fill()
        report.note(f"filled in {time.perf_counter() - begun:.0f} s")
        for case, cpu, wall, worst, queries in _pages(filled):
            told = f"{queries} queries, p99 {worst * 1000:.0f} ms"
            report.add(case, OURS, cpu=cpu, wall=wall, quality=told, p99=worst, queries=queries)
        open_links(report, Spreading(filled.slug, filled.campaign, filled.codes[:OPENED]), environment)


def _addresses(filled: Filled) -> Iterator[tuple[str, str]]:
    base, answer = f"/{filled.slug}", f"answers/{filled.answer}"
    for path in (
        "", "loop/", "wire/", f"wire/{filled.story}/", "answers/", "answers/ready/", "answers/adopted/", "answers/all/",
        "answers/challenges/", "answers/questions/", f"{answer}/", f"{answer}/versions/1/ratings/",
        f"{answer}/versions/1/readiness/", f"{answer}/versions/1/history/", f"{answer}/lineage/",
        f"answers/start/{filled.story}/", f"p/chain/{filled.answer}", f"p/{filled.codes[400]}", f"p/{filled.codes[400]}/yours",
        "communities/", f"communities/{filled.community}/", f"communities/{filled.community}/members/", "strategy/",
        "strategy/ledger/", "strategy/pillars/1/", "me", "hear/came", "join", "privacy",
    ):  # fmt: skip
        yield path or "home", f"{base}/{path}"


def _pages(filled: Filled) -> Iterator[tuple[str, float, float, float, int]]:
    from django.db import connection
    from django.test import Client

    for who, account in (("visitor", None), ("member", filled.member), ("steward", filled.steward)):
        client = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=PHONE)
        if account is not None:
            client.force_login(account)
        for case, path in _addresses(filled):
            counted: list[str] = []
            with connection.execute_wrapper(_counting(counted)):
                status = client.get(path).status_code
            if status != 200:
                continue
            cpus, walls = [], []
            for number in range(TIMES):
                cpu, wall = time.process_time(), time.perf_counter()
                client.get(f"{path}?n={number}")
                cpus.append(time.process_time() - cpu)
                walls.append(time.perf_counter() - wall)
            worst = sorted(walls)[min(len(walls) - 1, int(0.99 * len(walls)))]
            yield (
                f"{who}: {case.replace(str(filled.answer), 'id').replace(str(filled.story), 'id')}",
                statistics.median(cpus),
                statistics.median(walls),
                worst,
                len(counted),
            )


def _counting(counted: list[str]) -> Any:
    def wrapper(execute: Any, sql: str, *rest: Any) -> Any:
        counted.append(sql)
        return execute(sql, *rest)

    return wrapper
