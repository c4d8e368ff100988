"""The database goes away or its disk fills in the middle: words, what was committed is kept, the same command goes on."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from tests.cast import Cast
from tests.conftest import _point_django_at, _template
from tests.news import lines_of_news, partition

from groundswell.campaigns.services import found_campaign
from groundswell.kit import postgres
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.wire import ingest as ingesting
from groundswell.wire.models import Item, Stream
from groundswell.wire.services import items

NEWS = lines_of_news(60)


@pytest.fixture
def own_server(database_home: Path, django_db_blocker: Any) -> Iterator[postgres.Server]:
    """A server of this test's own, to be killed."""
    before = os.environ["GROUNDSWELL_DSN"]
    directory = Path(tempfile.mkdtemp(prefix="gs-"))
    directory.chmod(0o755)
    postgres.copy_cluster(_template(), directory / "home")
    with django_db_blocker.unblock(), postgres.lease(directory / "home") as server:
        _point_django_at(server.dsn)
        for one in connections.all():
            one.close()
        yield server
        for one in connections.all():
            one.close()
        _point_django_at(before)
    shutil.rmtree(directory, ignore_errors=True)


def test_a_server_killed_in_the_middle(
    own_server: postgres.Server, write: Callable[..., str], ingest: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = found_campaign(slug="ellery", name="Ellery", actor=machine(None, via="cli"))
    monkeypatch.setattr(ingesting, "BATCH", 40)
    path = write(*NEWS)
    take_in, turns = ingesting.take_in_items, iter(range(10))

    def kill_first(**given: Any) -> Any:
        if next(turns) == 2:
            pid = (own_server.home / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0]
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (own,) = cursor.fetchone()
            os.kill(int(pid), signal.SIGKILL)
            os.kill(own, signal.SIGKILL)  # by itself it would look for its parent only when it next waits
        return take_in(**given)

    with monkeypatch.context() as during:
        during.setattr(ingesting, "take_in_items", kill_first)
        result = ingest(path)
    assert (result.code, result.out) == (1, "")
    assert "The database went away. When it is back, run the same command again: what was read is kept" in result.err
    own_server.revive()
    connection.close()
    assert ingest(path).counts == (len(NEWS) - 80, 80, 0, 0)
    assert ingest(path).counts == (0, len(NEWS), 0, 0)
    with scope(campaign.pk):
        torn = partition(campaign.pk)
    whole = found_campaign(slug="whole", name="Whole", actor=machine(None, via="cli"))
    assert ingest(path, campaign="whole").counts == (len(NEWS), 0, 0, 0)
    with scope(whole.pk):
        assert partition(whole.pk) == torn


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "The disk of the database is full. Make room on it, then run the same command again: what was read is kept"),
        ("57P01", "The database went away."),
        ("40P01", "The database refused to go on (out of luck). Run the same command again:"),
    ],
)
def test_a_database_that_refuses(
    cast: Cast,
    write: Callable[..., str],
    ingest: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    state: str,
    words: str,
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 40)
    path = write(*NEWS)
    write_snapshot = items.CampaignStream.write

    def refuse(stream: items.CampaignStream, *, snapshot: bool) -> None:
        write_snapshot(stream, snapshot=snapshot)
        if stream.position > 40:
            with connection.cursor() as cursor:  # a real refusal of the server, with the state a full disk has
                cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'out of luck' USING ERRCODE = '{state}'; END $$")

    with monkeypatch.context() as during:
        during.setattr(items.CampaignStream, "write", refuse)
        result = ingest(path)
    assert (result.code, result.out) == (1, "")
    assert words in result.err
    assert Item.objects.count() == 40 == Stream.objects.get().next_position - 1
    assert ingest(path).counts == (len(NEWS) - 40, 40, 0, 0)
