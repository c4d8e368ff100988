"""A lost bell, a broken drawing, a database that goes away: the line goes on and no event is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.web.conftest import found
from tests.live import Browser, deed

from groundswell.kit import live as registry
from groundswell.pulse import log
from groundswell.web.live import line


def test_a_lost_bell_loses_no_event(ellery: Cast, browse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(log, "_ring_after_commit", lambda: None)

    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all")
        await deed(lambda: found(ellery.ben, "Night shift"))
        assert (await page.next()).event == "fragment"

    browse(scenario)


def test_an_event_behind_a_running_deed_is_told_when_it_ends(ellery: Cast, browse: Callable[..., Any]) -> None:
    async def scenario(browser: Browser) -> None:
        import threading

        from django.db import connection, transaction

        holds, may_end = threading.Event(), threading.Event()

        def long_deed() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
                holds.set()
                may_end.wait(20)

        page = await browser.open("ellery", "communities:all")
        running = asyncio.create_task(deed(long_deed))
        await asyncio.to_thread(holds.wait, 20)
        await deed(lambda: found(ellery.ben, "Night shift"))
        await asyncio.sleep(0.1)
        assert not page.heard(), "not settled: an older deed still runs"
        may_end.set()
        await running
        assert (await page.next()).event == "fragment"

    browse(scenario)


def test_markup_that_fails_is_asked_for(ellery: Cast, browse: Callable[..., Any]) -> None:
    def broken(request: Any, row: Any) -> Any:
        raise ValueError("a template with a mistake")

    registry.register("communities.community_founded", rooms=lambda row: ["communities:all"], fragments=broken)

    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all")
        await deed(lambda: found(ellery.ben, "Night shift"))
        assert (await page.next()).event == "stale"

    browse(scenario)


def test_the_line_survives_its_connections(ellery: Cast, browse: Callable[..., Any]) -> None:
    def cut_all() -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND usename = current_user AND datname = current_database()"
            )

    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", "communities:all")
        await deed(cut_all)
        await deed(lambda: found(ellery.ben, "Night shift"))
        assert (await page.next()).event == "fragment"
        await deed(lambda: found(ellery.ben, "Bakers"))
        assert "Bakers" in (await page.next()).data["html"]

    browse(scenario)


def test_a_reader_who_takes_nothing_is_given_up(
    ellery: Cast, browse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "STUCK", 0.1)

    async def scenario(browser: Browser) -> None:
        stuck = await browser.open("ellery", "communities:all")
        other = await browser.open("ellery", "communities:all")
        stuck.may_write.clear()
        await deed(lambda: found(ellery.ben, "Night shift"))
        assert (await other.next()).event == "fragment", "nobody waits for the slow"
        assert stuck.serving is not None
        await asyncio.wait([stuck.serving], timeout=20)
        assert stuck.serving.done()
        await deed(lambda: found(ellery.ben, "Bakers"))
        assert "Bakers" in (await other.next()).data["html"]

    browse(scenario)
