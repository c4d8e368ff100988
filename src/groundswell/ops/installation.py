"""Brings an installation up for one command: its home, its database by lease, Django, and the tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from groundswell.kit import home, postgres
from groundswell.kit.commands import Needs

SETTINGS = "groundswell.config.settings"
_present: postgres.Server | None = None


def say(sentence: str) -> None:
    """Tell the person at the terminal; standard output belongs to the command's result."""
    sys.stderr.write(f"groundswell: {sentence}\n")
    sys.stderr.flush()


@contextmanager
def opened(*, demo: bool = False, needs: Needs = "tables") -> Iterator[postgres.Server]:
    """Hold the database for a block, with Django set up on it; the embedded one also gets its pending migrations."""
    with held(demo=demo) as server:
        open_up(server, needs=needs)
        yield server


def open_up(server: postgres.Server, *, needs: Needs = "tables") -> None:
    """Set Django up on a database that this process, or the one it was forked from, holds."""
    set_up_django()
    if needs == "tables":
        from groundswell.ops.migrating import bring_up_to_date

        bring_up_to_date(server)


@contextmanager
def held(*, demo: bool = False) -> Iterator[postgres.Server]:
    """Hold the database for a block, without Django and what it weighs."""
    global _present
    _present = server = connect(demo=demo)
    try:
        yield server
    finally:
        _hang_up()
        _present = None
        server.release()


def present_server() -> postgres.Server:
    """The database that the present command holds."""
    assert _present is not None, "no command is running"
    return _present


def connect(*, demo: bool = False) -> postgres.Server:
    """Find or start the database and write down, for Django and for child processes, where it and the files are."""
    place = home.data_home(demo=demo)
    sentence = home.why_not_default()
    if sentence and not place.exists():
        say(sentence)
    if not os.environ.get("DATABASE_URL", "").strip():
        from groundswell.ops import born

        born.give(place)
    server = postgres.from_environment(place)
    os.environ["GROUNDSWELL_HOME"] = str(place)
    if server.embedded:
        os.environ["GROUNDSWELL_DSN"] = server.dsn
    else:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if demo:
        os.environ["GROUNDSWELL_DEMO"] = "1"
    return server


def set_up_django() -> None:
    """Start Django by the dotted name of its settings: ops does not import config."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    from groundswell.ops import logs

    logs.configure()

    django.setup()


def _hang_up() -> None:
    """Close Django's connections before the server may stop, if Django came that far."""
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()
