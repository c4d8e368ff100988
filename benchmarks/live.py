"""Live fan-out: from the commit of a public event to the bytes in the hands of 1,000 and of 5,000 readers, one process.

A deed is what a visitor does who passes an answer on: a link, its row in the pulse, the bell. Its markup (the chain on the
answer's page) is rendered once and sent to everybody in the room. Readers are plain sockets in a process of their own on
the same machine, so they compete with the server for its processors; what they measure includes that.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from benchmarks.report import OURS, Report
from benchmarks.servers import Served, free_port

READERS = (1_000, 5_000)
QUIET = (15, 1.0)  # deeds, seconds between them: each is told at once
HOT = (60, 0.05)  # twenty deeds a second in one room: told together about three times a second
LONGEST = 240  # seconds until the whole gives up by itself
GOAL = 500.0  # milliseconds, 99 of 100

Place = tuple[int, int]


def run(report: Report) -> None:
    """Measure quiet and busy rooms with each number of readers."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LONGEST)
    try:
        _raise_limits()
        with installation() as dsn:
            room, further = _stage()
            environment = {
                "GROUNDSWELL_DSN": dsn,
                "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
                "GROUNDSWELL_LIVE_READERS_OF_A_BLOCK": "20000",
                "GROUNDSWELL_SECRET_KEY": "benchmark",
            }
            for count in READERS:
                _measure(report, count, room, further, environment)
    finally:
        signal.alarm(0)
    report.note(f"From commit to bytes received, milliseconds; the goal is p99 under {GOAL:.0f} ms for public events.")
    report.note("Server and readers share this machine's processors; CPU and memory are the server's.")


def _give_up(number: int, frame: Any) -> None:
    raise TimeoutError(f"not done within {LONGEST} seconds")


def _raise_limits() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = hard if hard != resource.RLIM_INFINITY else 65_536
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextlib.contextmanager
def installation() -> Iterator[str]:
    """A database of the benchmark's own, durable like a real one, thrown away afterwards."""
    import django

    from groundswell.kit import postgres

    home = Path(tempfile.mkdtemp(prefix="gs-bench-"))
    os.chmod(home, 0o755)  # noqa: S103 (the server's own user passes through)
    try:
        with postgres.lease(home / "home") as server:
            os.environ.update(GROUNDSWELL_DSN=server.dsn, DJANGO_SETTINGS_MODULE="groundswell.config.settings")
            django.setup()
            from django.core.management import call_command
            from django.db import connections

            call_command("migrate", database="owner", verbosity=0)
            yield server.dsn
            for connection in connections.all():
                connection.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _stage() -> tuple[str, Any]:
    """An adopted answer with its first link, and the deed that passes it on: both return what they wrote in the pulse."""
    from tests.cast import assemble
    from tests.stages import adopted

    from groundswell.kit.db import scope
    from groundswell.pulse.models import PulseEvent
    from groundswell.sharing.services import make_pass_on, pass_further

    cast = assemble("bench")
    with scope(cast.campaign.pk):
        adoption = adopted(cast)
        first = make_pass_on(adoption=adoption, actor=cast.ben.actor)

    def further(number: int) -> tuple[Place, float]:
        with scope(cast.campaign.pk):
            made = pass_further(pass_on=first, key=f"{time.time_ns()}-{number}", actor=cast.visitor)
        committed = time.monotonic()
        with scope(cast.campaign.pk):
            row = PulseEvent.objects.get(subject_id=made.pk)
        return (int(row.xid), row.seq), committed

    return f"chain:{adoption.version.response_id}", further


def _measure(report: Report, count: int, room: str, further: Any, environment: dict[str, str]) -> None:
    with _web_process(environment) as server:
        ours, theirs = multiprocessing.Pipe()
        readers = multiprocessing.get_context("spawn").Process(target=_read, args=(theirs, server.port, room, count))
        readers.start()
        try:
            connected = ours.recv()
            memory = server.memory_mb()
            further(-1)  # the first event of a process compiles its templates
            time.sleep(2)
            ours.send([])
            ours.recv()
            for name, (deeds, pause) in (("quiet", QUIET), ("busy", HOT)):
                figures = _phase(deeds, pause, further, ours, server)
                quality = "p50 {p50} ms, p99 {p99} ms, max {max} ms, {lost} lost, {messages} messages".format(**figures)
                report.add(
                    f"{count:,} readers, {name} room", OURS, cpu=figures.pop("cpu"), wall=figures.pop("wall"),
                    peak_mb=server.memory_mb(), quality=quality, connected_s=connected, idle_mb=memory, **figures,
                )  # fmt: skip
            ours.send(None)
        finally:
            readers.join(10 if sys.exc_info()[0] is None else 0)
            if readers.is_alive():
                readers.kill()


@contextlib.contextmanager
def _web_process(environment: dict[str, str]) -> Iterator[Served]:
    """The web side as an installation runs it, with one process."""
    port = free_port()
    code = (
        "import django; django.setup(); from groundswell.ops.web_process import answer_requests; "
        f"answer_requests(host='127.0.0.1', port={port}, processes=1, demo=False)"
    )
    path = str(Path(__file__).resolve().parent.parent / "src")
    child = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, **environment, "PYTHONPATH": path})
    try:
        for _ in range(300):
            if child.poll() is not None:
                raise RuntimeError(f"the server ended with code {child.returncode}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield Served(port, psutil.Process(child.pid))
    finally:
        child.terminate()
        child.wait(30)


def _phase(deeds: int, pause: float, further: Any, ours: Connection, server: Served) -> dict[str, Any]:
    before, began = server.cpu_seconds(), time.monotonic()
    done = []
    for number in range(deeds):
        time.sleep(max(0.0, began + number * pause - time.monotonic()))
        done.append(further(number))
    time.sleep(2)
    spent = {"wall": time.monotonic() - began, "cpu": server.cpu_seconds() - before}
    ours.send(done)
    return {**ours.recv(), **spent}


def _read(line: Connection, port: int, room: str, count: int) -> None:
    """The readers: connect all, note when each place in the pulse arrived at each, report when asked."""
    _raise_limits()
    request = f"GET /bench/live?room={room} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode()
    began = time.monotonic()
    waiting, pages = select.epoll(), {}
    for _ in range(count):
        page = socket.create_connection(("127.0.0.1", port), timeout=30)
        page.sendall(request)
        pages[page.fileno()] = page
    greeted: set[int] = set()
    arrived: dict[int, list[tuple[Place, float]]] = {number: [] for number in pages}
    messages, asking, until, done = 0, False, 0.0, []
    for number, page in pages.items():
        page.setblocking(False)
        waiting.register(number, select.EPOLLIN)
    while True:
        for number, _event in waiting.poll(0.05):
            words = pages[number].recv(262_144)
            at = time.monotonic()
            if not words:
                waiting.unregister(number)
                continue
            if number not in greeted and b"id: " in words:
                greeted.add(number)
                if len(greeted) == count:
                    line.send(at - began)
            messages += words.count(b"event: ")
            if place := _place(words):
                arrived[number].append((place, at))
        if len(greeted) == count and not asking and line.poll():
            done, asking, until = line.recv(), True, time.monotonic() + 20
            if done is None:
                return
        if asking and (time.monotonic() > until or _all_arrived(done, arrived)):
            line.send({**_figures(done, arrived), "messages": messages})
            messages, asking = 0, False
            arrived = {number: [] for number in pages}


def _all_arrived(done: list[tuple[Place, float]], arrived: dict[int, list[tuple[Place, float]]]) -> bool:
    last = max((place for place, _committed in done), default=None)
    return last is None or all(heard and heard[-1][0] >= last for heard in arrived.values())


def _place(words: bytes) -> Place | None:
    at = words.rfind(b"\nid: ")
    if at < 0:
        return None
    xid, _, seq = words[at + 5 :].split(b"\n", 1)[0].partition(b".")
    return int(xid), int(seq)


def _figures(done: list[tuple[Place, float]], arrived: dict[int, list[tuple[Place, float]]]) -> dict[str, Any]:
    waits: list[float] = []
    lost = 0
    for heard in arrived.values():
        places = [place for place, _at in heard]
        for place, committed in done:
            index = bisect_left(places, place)
            if index == len(heard):
                lost += 1
            else:
                waits.append(1_000 * (heard[index][1] - committed))
    waits.sort()
    at = lambda share: round(waits[min(len(waits) - 1, int(share * len(waits)))], 1) if waits else None  # noqa: E731
    return {"p50": at(0.5), "p99": at(0.99), "max": at(1), "lost": lost}
