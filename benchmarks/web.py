"""What a page, a rating and a link cost in CPU a request, beside Starlette and psycopg alone doing the same work.

CPU is user and system time of the server's processes (PostgreSQL, which does the same for both, is not counted),
over requests sent one after another on one connection from this process.
"""

from __future__ import annotations

import http.client
import os
import shutil
import statistics
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.report import OURS, Report
from benchmarks.servers import Served, served

REQUESTS, RUNS, ITEMS = 300, 5, 50
PEER = "starlette + psycopg"


@dataclass(frozen=True, slots=True)
class Made:
    """The rows the benchmark asks for."""

    story: uuid.UUID
    response: uuid.UUID
    version: uuid.UUID
    code: str
    account: uuid.UUID
    session: str


def run(report: Report) -> None:
    """Measure story page, rating and visit on both servers."""
    with _home() as environment:
        made = _fill()
        cookies = f"sessionid={made.session}; csrftoken={'a' * 32}"
        form = urlencode({"value": "yes", "reason": "", "csrfmiddlewaretoken": "a" * 32})
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "X-Account": str(made.account)}
        rate = f"/ellery/answers/{made.response}/versions/1/rate/"
        member = {"Cookie": cookies, "X-Account": str(made.account)}
        cases: list[tuple[str, Callable[[str], tuple[Any, ...]]]] = [
            ("story page, visitors", lambda who: ("GET", f"/ellery/wire/{made.story}/", None, {})),
            ("story page, a member", lambda who: ("GET", f"/ellery/wire/{made.story}/", None, member)),
            ("rating", lambda who: ("POST", rate if who == OURS else f"/ellery/rate/{made.version}/", form, headers)),
            ("link visit", lambda who: ("GET", f"/ellery/p/{made.code}{'' if who == OURS else '/'}", None, {})),
        ]
        ours = served("groundswell.config.wsgi:application", interface="wsgi", environment=environment)
        floor = served("benchmarks.floor:application", interface="asgi", environment=environment)
        with ours as our_server, floor as their_server:
            for case, asked in cases:
                mine = _cost(our_server, asked(OURS))
                theirs = _cost(their_server, asked(PEER))
                times = f"{mine[0] / theirs[0]:.2f} times the floor"
                report.add(case, OURS, cpu=mine[0], wall=mine[1], peak_mb=our_server.memory_mb(), quality=times, bytes=mine[2])
                report.add(case, PEER, cpu=theirs[0], wall=theirs[1], peak_mb=their_server.memory_mb(), bytes=theirs[2])


def _cost(server: Served, request: tuple[Any, ...]) -> tuple[float, float, int]:
    """Return CPU and wall seconds a request (medians of runs) and the bytes of an answer."""
    import time

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    size = 0

    def once() -> None:
        nonlocal size
        connection.request(request[0], request[1], body=request[2], headers={"Host": "localhost", **request[3]})
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status not in {200, 302}:
            raise RuntimeError(f"{request[0]} {request[1]} answered {answer.status}")

    for _ in range(50):
        once()
    spent = []
    for _ in range(RUNS):
        cpu, wall = server.cpu_seconds(), time.perf_counter()
        for _ in range(REQUESTS):
            once()
        spent.append(((server.cpu_seconds() - cpu) / REQUESTS, (time.perf_counter() - wall) / REQUESTS))
    connection.close()
    return statistics.median(one[0] for one in spent), statistics.median(one[1] for one in spent), size


@contextmanager
def _home() -> Iterator[dict[str, str]]:
    """A server and a migrated home of its own; Django of this process and of the children lead there."""
    from groundswell.kit import postgres

    folder = Path(tempfile.mkdtemp(prefix="gs-bench-"))
    os.chmod(folder, 0o755)  # noqa: S103 (the server's own user passes through)
    with postgres.lease(folder / "home") as server:
        os.environ.update(
            GROUNDSWELL_DSN=server.dsn,
            GROUNDSWELL_SECRET_KEY="benchmark",
            DJANGO_SETTINGS_MODULE="groundswell.config.settings",
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", database="owner", verbosity=0)
        yield {"GROUNDSWELL_DSN": server.dsn, "GROUNDSWELL_SECRET_KEY": "benchmark"}
        connections.close_all()
    shutil.rmtree(folder, ignore_errors=True)


def _fill() -> Made:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from tests.cast import assemble
    from tests.stages import adopted

    from groundswell.kit.clock import now
    from groundswell.kit.db import scope
    from groundswell.sharing.services import make_pass_on
    from groundswell.wire.models import Item, Source

    cast = assemble()
    with scope(cast.campaign.pk):
        adoption = adopted(cast)
        version = adoption.version
        story = version.response.story
        assert story is not None
        source = Source.objects.create(campaign=cast.campaign, key="post", name="The Post", created_at=now())
        Item.objects.bulk_create(
            Item(
                campaign=cast.campaign, key=f"{number}", source=source, story=story, position=1_000 + number,
                title=f"Water board votes tonight, report {number}", lead="The board votes tonight on the pipes. " * 4,
                url=f"https://post.example/{number}", published=now() - timedelta(minutes=number), arrived=now(),
            )
            for number in range(1, ITEMS + 1)
        )  # fmt: skip
        pass_on = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    store = SessionStore()
    account = cast.ben.account
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), "groundswell.people.sessions.AccountBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return Made(story.pk, version.response_id, version.pk, pass_on.code, account.pk, str(store.session_key))
