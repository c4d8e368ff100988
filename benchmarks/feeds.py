"""Reading feeds: a made week of 1,000 feeds served from 127.0.0.1 with faults, replayed fast; kill -9 on the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import psycopg

from benchmarks.feed_server import FAULTS, FEEDS, ITEMS, SHARE, address, healthy
from benchmarks.ingest import _Home, _installation
from benchmarks.report import OURS, ROOT, Report

# The whole week takes ten minutes; GROUNDSWELL_BENCH_SHARE=0.1 takes a tenth of its items, and two minutes. A machine that is
# busy otherwise is given more time with GROUNDSWELL_BENCH_SECONDS.
SECONDS = float(os.environ.get("GROUNDSWELL_BENCH_SECONDS", max(80.0, 600.0 * SHARE)))
EVERY = max(60, int(SECONDS / 10))  # seconds between two reads of a feed: what is hours in a real week
DRAIN = max(150.0, SECONDS / 4)  # at most, afterwards, until every feed that can be read has been read once more
IN_FLIGHT = 20.0
KILLS = (SECONDS / 3, SECONDS * 2 / 3)

_ADD = """
import json, sys
from groundswell.ops.installation import opened
with opened():
    from groundswell.campaigns.services import found_campaign
    from groundswell.kit.actor import machine
    from groundswell.kit.db import scope
    from groundswell.wire.services import import_sources
    addresses = json.load(sys.stdin)
    campaign = found_campaign(slug="week", name="Week", actor=machine(None, via="cli"))
    with scope(campaign.pk):
        done = 0
        for start in range(0, len(addresses), 500):
            text = "\\n".join(addresses[start:start + 500])
            done += import_sources(text=text, actor=machine(campaign.pk, via="cli")).added
    print(done)
"""
# Times run faster as the week does.
_READ = """
import asyncio, sys, threading
from groundswell.ops.installation import opened
with opened():
    from groundswell.wire.feeds import due, poller, schedule
    from groundswell.wire.feeds.politeness import Politeness
    every = int(sys.argv[1])
    schedule.SHORTEST, schedule.LONGEST, schedule._RETRY, schedule._LONGEST_RETRY = every, every, 3, every
    due.LEASE = max(20, every // 3)
    poller._WAIT_AT_ONE_SITE = 10_000
    asyncio.run(poller.Poller(politeness=Politeness(at_once=96, pause=0.0), at_once=96).run(threading.Event()))
"""
_ASK = """
SELECT (SELECT count(*) FROM wire_item), (SELECT count(DISTINCT url) FROM wire_item), (SELECT sum(item_count) FROM wire_story),
    (SELECT count(*) FROM wire_story), (SELECT count(*) FROM wire_feed WHERE problem <> ''),
    (SELECT json_object_agg(problem, number) FROM (SELECT problem, count(*) AS number FROM wire_feed GROUP BY 1) AS found),
    (SELECT json_agg(url) FROM wire_item)
"""


def run(report: Report) -> None:
    """Serve, add, read, kill twice, and look what is there at the end."""
    with _installation() as home:
        port = _free_port()
        environment = {**home._environment, "GROUNDSWELL_FETCH_ALLOW": f"127.0.0.1:{port}"}
        server = subprocess.Popen([sys.executable, "-m", "benchmarks.feed_server", str(port), str(SECONDS)], cwd=ROOT)
        try:
            _wait_for(port)
            addresses = json.dumps([address(port, number) for number in range(FEEDS)])
            subprocess.run([sys.executable, "-c", _ADD], input=addresses, text=True, env=environment, cwd=ROOT, check=True,
                           stdout=subprocess.DEVNULL)  # fmt: skip
            _start_the_week(port)
            used = _read(environment, home)
            found = _look(home)
            asked, shown = int(_get(port, "/asked")), json.loads(_get(port, "/shown"))
        finally:
            server.kill()
            server.wait()
    had = {f"{address(port, int(number))}/{item}" for number, items in shown.items() for item in items}
    _tell(report, used, found, port, asked, had)


def _read(environment: dict[str, str], home: _Home) -> dict[str, float]:
    begun = time.monotonic()
    cpu = peak = 0.0
    for until in (*KILLS, SECONDS + DRAIN):
        child = subprocess.Popen(
            [sys.executable, "-c", _READ, str(EVERY)], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
        )
        whole = psutil.Process(child.pid)
        last = 0.0
        while (passed := time.monotonic() - begun) < until:
            # What was fetched before the end may be written a while after it: such a read says nothing of the last news.
            if passed > SECONDS + IN_FLIGHT and not _behind(home, passed - SECONDS - IN_FLIGHT):
                break
            time.sleep(1.0)
            family = [whole, *whole.children()]
            last = sum(sum(one.cpu_times()[:2]) for one in family)
            peak = max(peak, sum(one.memory_info().rss for one in family) / 1e6)
        cpu += last
        children = whole.children()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        _gone, alive = psutil.wait_procs(children, timeout=5)
        peak = peak if not alive else float("nan")  # the process that parses has to end with its reader
    wall = time.monotonic() - begun
    return {"cpu": cpu, "peak": peak, "wall": wall, "late": wall - SECONDS}


def _behind(home: _Home, seconds: float) -> int:
    """How many feeds that can be read were not read since the week ended, so many seconds ago."""
    faulty = [number for number in range(FEEDS) if not healthy(number)]
    with _inside(home) as connection:
        row = connection.execute(
            "SELECT count(*) FROM wire_feed WHERE (read_at IS NULL OR read_at < now() - make_interval(secs => %s)) "
            "AND NOT substring(address from '[0-9]+$')::int = ANY(%s)",
            [seconds, faulty],
        ).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def _inside(home: _Home) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(home.dsn) as connection:
        connection.execute("SET ROLE gs_app")
        connection.execute("SELECT set_config('app.campaign_id', id::text, false) FROM campaigns_campaign WHERE slug = 'week'")
        yield connection


def _look(home: _Home) -> tuple[Any, ...]:
    with _inside(home) as connection:
        row = connection.execute(_ASK).fetchone()
    assert row is not None
    return row


def _tell(report: Report, used: dict[str, float], found: tuple[Any, ...], port: int, asked: int, had: set[str]) -> None:
    """Lost is what a feed showed and is not there; what a feed dropped while it answered with errors was never to be had."""
    items, different, in_stories, stories, failing, problems, urls = found
    expected = {f"{address(port, number)}/{item}" for number in range(FEEDS) if healthy(number) for item in range(ITEMS)}
    stored = set(urls or [])
    lost, strange, never_shown = len(had - stored), len(stored - expected), len(expected - had)
    doubled = items - different
    words = (
        f"{asked:,} requests, {items:,} items ({items / used['wall']:,.0f}/s), {stories:,} stories; {lost} lost, {doubled} "
        f"doubled, {strange} from feeds with faults; {failing} feeds fail; killed {len(KILLS)} times; "
        f"all read {used['late']:.0f} s after the week"
    )
    report.add(f"a week of {FEEDS:,} feeds in {SECONDS:.0f} s", OURS, cpu=used["cpu"], wall=used["wall"], peak_mb=used["peak"],
               quality=words, lost=lost, never_shown=never_shown, doubled=doubled,
               in_stories=int(in_stories or 0), problems=problems)  # fmt: skip
    report.note(
        f"faults served: {', '.join(FAULTS)}; {len(had):,} of {len(expected):,} items were to be had, "
        "the others left feeds that answered with errors"
    )


def _start_the_week(port: int) -> None:
    _get(port, "/start")


def _get(port: int, path: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        parts = []
        while part := line.recv(65_536):
            parts.append(part)
    return b"".join(parts).split(b"\r\n\r\n", 1)[-1].decode()


def _wait_for(port: int) -> None:
    for _turn in range(100):
        try:
            _get(port, "/asked")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the feeds are not served")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
