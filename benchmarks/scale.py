"""Pages of a campaign of 10,000 members, and links opened by many at once while the server is killed.

Pages are asked for in this process, each time with another address, so that none is shown twice from memory; the time is
that of the whole request as the server handles it. Visits go to one server process over 127.0.0.1; it is killed with -9 in
the middle, and each visit that was answered has to be a row.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.report import OURS, Report
from benchmarks.scale_rows import Filled, fill
from benchmarks.servers import fetch_status, served
from benchmarks.web import _home

TIMES = int(os.environ.get("SCALE_TIMES", "15"))
SECONDS = 6.0
OPENED = 40  # links that many open at the same time
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


def run(report: Report) -> None:
    """Fill, ask for every kind of page, open links."""
    with _home() as environment:
        begun = time.perf_counter()
        filled = fill()
        report.note(f"filled in {time.perf_counter() - begun:.0f} s")
        for case, cpu, wall, worst, queries in _pages(filled):
            told = f"{queries} queries, p99 {worst * 1000:.0f} ms"
            report.add(case, OURS, cpu=cpu, wall=wall, quality=told, p99=worst, queries=queries)
        _visits(report, filled, environment)


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


def _visits(report: Report, filled: Filled, environment: dict[str, str]) -> None:
    stop, answered = threading.Event(), [0] * 8
    with served("groundswell.config.wsgi:application", interface="wsgi", environment=environment) as server:
        threads = [
            threading.Thread(target=_open, args=(server.port, filled, number, stop, answered))
            for number in range(len(answered))
        ]
        for code in filled.codes[:OPENED]:  # a server that just began has compiled no template yet
            fetch_status(server.port, f"/{filled.slug}/p/{code}")
        before = _rows(filled)
        cpu, wall = server.cpu_seconds(), time.perf_counter()
        for one in threads:
            one.start()
        time.sleep(SECONDS)
        spent, took, so_far = server.cpu_seconds() - cpu, time.perf_counter() - wall, sum(answered)
        for child in [*server.process.children(recursive=True), server.process]:
            child.send_signal(signal.SIGKILL)
        stop.set()
        for one in threads:
            one.join(10)
    written, acknowledged = _rows(filled) - before, sum(answered)
    told = (
        f"{so_far / took:.0f} a second beside the readers on the same processors; {so_far / spent:.0f} a second of server CPU; "
        f"killed with -9: {acknowledged} answered, {written} rows, {max(0, acknowledged - written)} lost"
    )
    report.add("visits, one process", OURS, cpu=spent / so_far, wall=took / so_far, quality=told)


def _open(port: int, filled: Filled, number: int, stop: threading.Event, answered: list[int]) -> None:
    """Open links on one kept connection, one after another, until the server is gone."""
    asked = [
        f"GET /{filled.slug}/p/{code} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {PHONE}\r\n\r\n".encode()
        for code in filled.codes[number:OPENED:8]
    ]
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            while not stop.is_set():
                for one in asked:
                    line.sendall(one)
                    answered[number] += _read(line)
    except OSError:
        return


def _read(line: socket.socket) -> int:
    """Read one answer to its end; 1 when it was the page."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = line.recv(65536)
        if not more:
            raise ConnectionError
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        more = line.recv(min(65536, left))
        if not more:
            raise ConnectionError
        left -= len(more)
    return int(head.startswith(b"HTTP/1.1 200"))


def _rows(filled: Filled) -> int:
    from groundswell.kit.db import scope
    from groundswell.sharing.models import Visit

    with scope(filled.campaign):
        return Visit.objects.count()
