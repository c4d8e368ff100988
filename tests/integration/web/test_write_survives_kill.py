"""A server killed with -9 while people type: every acknowledged word is there when it is back, and in the end every word."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from tests.cast import Cast
from tests.integration.web.conftest import sign_in
from tests.live import deed
from tests.socketline import Refused, SocketLine, Typist, open_line
from tests.stages import started
from tests.together import PATIENCE, Tab

from groundswell.kit.db import scope
from groundswell.people.models import RoleGrant
from groundswell.people.services import end_role
from groundswell.responses.models import Response
from groundswell.responses.services import invite_author
from groundswell.responses.services.cowriting import gather_shared

ROOT = Path(__file__).resolve().parents[3]
TYPISTS = 5


@contextmanager
def server(folder: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The site as a process group of its own, so that all of it can be killed at once."""
    path = f"{folder}/web.sock"
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--uds", path, "groundswell.config.asgi:application"]
    # The same key, or the sessions made here would not be good there.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GROUNDSWELL_SECRET_KEY": settings.SECRET_KEY}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield path, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        Path(path).unlink(missing_ok=True)


async def sit(socket: str, path: str, cookie: str, tab: Tab) -> SocketLine:
    """Connect, as soon as the server listens."""
    async with asyncio.timeout(3 * PATIENCE):
        while True:
            try:
                return await open_line(path, cookie, tab, socket=socket)
            except (OSError, Refused, asyncio.IncompleteReadError):
                await asyncio.sleep(0.05)


@pytest.fixture
def draft(ellery: Cast) -> Response:
    """Cleo's draft; she has it open in several places."""
    with scope(ellery.campaign.pk):
        return started(ellery)


def test_killed_while_people_type(ellery: Cast, draft: Response) -> None:
    cookie, path = sign_in(ellery.cleo.account), f"/ellery/answers/{draft.pk}/together"
    typists = [Typist(name) for name in "abcdefgh"[:TYPISTS]]

    async def until_killed(socket: str, process: subprocess.Popen[bytes]) -> None:
        lines = [await sit(socket, path, cookie, one.tab) for one in typists]
        typing = [asyncio.create_task(one.type(line)) for one, line in zip(typists, lines, strict=True)]
        async with asyncio.timeout(PATIENCE):
            while min(len(one.acknowledged) for one in typists) < 10:
                await asyncio.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        await asyncio.gather(*typing)
        for line in lines:
            await line.leave()

    async def afterwards(socket: str) -> None:
        fresh = Tab()
        line = await sit(socket, path, cookie, fresh)
        await line.met()
        there = set(fresh.text().split())
        for one in typists:
            assert there.issuperset(one.acknowledged), one.name
        again = [await sit(socket, path, cookie, one.tab) for one in typists]
        for back in again:
            await back.met()
        everything = {word for one in typists for word in one.words}
        await line.until(lambda: everything <= set(fresh.text().split()))
        assert everything <= set(fresh.text().split())
        for one in [line, *again]:
            await one.leave()

    with tempfile.TemporaryDirectory(prefix="gs-") as folder:
        with server(folder) as (socket, process):
            asyncio.run(until_killed(socket, process))
        with server(folder) as (socket, _process):
            asyncio.run(afterwards(socket))
    with scope(ellery.campaign.pk):
        gather_shared(response=draft, actor=ellery.cleo.actor)
        said = draft.working_copies.get().body.split()
        assert sorted(word for one in typists for word in one.words) == sorted(said[-sum(len(one.words) for one in typists) :])


def test_whoever_has_to_go_is_hung_up_on_by_the_server_itself(ellery: Cast, draft: Response) -> None:
    """A server that only stopped listening would leave a page writing into the void."""
    cookie, path = sign_in(ellery.ben.account), f"/ellery/answers/{draft.pk}/together"
    assert ellery.ben.member
    with scope(ellery.campaign.pk):
        invite_author(response=draft, member=ellery.ben.member, actor=ellery.cleo.actor)

    def no_longer() -> None:
        with scope(ellery.campaign.pk):
            grant = RoleGrant.objects.get(member=ellery.ben.member, thing_id=draft.pk, ended_at=None)
            end_role(grant=grant, actor=ellery.ben.actor)

    async def scenario(socket: str) -> list[str]:
        line = await sit(socket, path, cookie, Tab())
        await line.met()
        await deed(no_longer)
        line.put(line.tab.write(" Mine."))
        await line.until(lambda: False)  # until the line is over
        await line.leave()
        return line.tab.said

    with tempfile.TemporaryDirectory(prefix="gs-") as folder, server(folder) as (socket, _process):
        assert asyncio.run(scenario(socket)) == ["closed"]


def test_told_to_stop_it_lets_go_of_everybody_and_has_what_it_acknowledged(ellery: Cast, draft: Response) -> None:
    cookie, path = sign_in(ellery.cleo.account), f"/ellery/answers/{draft.pk}/together"
    typists = [Typist(name) for name in "ab"]

    async def until_stopped(socket: str, process: subprocess.Popen[bytes]) -> None:
        lines = [await sit(socket, path, cookie, one.tab) for one in typists]
        typing = [asyncio.create_task(one.type(line)) for one, line in zip(typists, lines, strict=True)]
        async with asyncio.timeout(PATIENCE):
            while min(len(one.acknowledged) for one in typists) < 3:
                await asyncio.sleep(0.01)
        process.terminate()
        await asyncio.gather(*typing)
        for line in lines:
            await line.leave()
        assert await asyncio.to_thread(process.wait, PATIENCE) == 0

    with tempfile.TemporaryDirectory(prefix="gs-") as folder, server(folder) as (socket, process):
        asyncio.run(until_stopped(socket, process))
    with scope(ellery.campaign.pk):
        gather_shared(response=draft, actor=ellery.cleo.actor)
        said = set(draft.working_copies.get().body.split())
    assert said.issuperset(word for one in typists for word in one.acknowledged)
