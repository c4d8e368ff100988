"""Each parallel worker gets a PostgreSQL server of its own, cloned from a migrated template; rows roll back after each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from groundswell.kit import postgres
from groundswell.ops import born

SOURCE = str(Path(__file__).resolve().parent.parent / "src")
TRIES = 20  # a deadlock is found after a second, and each one lets a reader finish
MACHINERY = ("tests/browser", "tests/integration/ops")  # drive other processes: browsers, workers, servers that are killed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives other processes or lines gets a second try; it is printed with an R, and an R is a defect to look into."""
    for item in items:
        drives = any(Path(item.path).is_relative_to(Path(SOURCE).parent / place) for place in MACHINERY)
        if drives or {"committed", "own_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _point_django_at(dsn: str) -> None:
    """Let every connection of this process lead to ``dsn``."""
    from django.db import connections

    from groundswell.config import env

    os.environ["GROUNDSWELL_DSN"] = dsn
    found = env.database()
    for alias in connections:
        for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
            connections[alias].settings_dict[key] = found[key]


def _template() -> Path:
    """Return the home of a stopped, migrated server, made once for all workers and kept between runs."""
    found = born.home()
    if found is None:
        # In a process of its own: Django here is on its way to another database.
        subprocess.run([sys.executable, "-m", "groundswell.ops.born"], env={**os.environ, "PYTHONPATH": SOURCE}, check=True)
    place: Path = born.place()
    return place


@pytest.fixture(scope="session")
def migrated_template() -> Path:
    """The home of a stopped, migrated server, to be cloned with ``postgres.copy_cluster``."""
    return _template()


@pytest.fixture(scope="session")
def database_home(migrated_template: Path) -> Iterator[Path]:
    """A running server of this worker's own, migrated and empty."""
    home = Path(tempfile.mkdtemp(prefix="gs-"))
    os.chmod(home, 0o755)  # noqa: S103 (the server's own user passes through; what is inside is 0700)
    postgres.copy_cluster(migrated_template, home / "home")
    with postgres.lease(home / "home", durable=False) as server:
        _point_django_at(server.dsn)
        yield home / "home"
        from django.db import connections

        for connection in connections.all():
            connection.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(database_home: Path) -> None:
    """Take the place of pytest-django's own database: ours is already there."""


def _empty_tables() -> None:
    """Empty every table. A page that a test left open may still be read: the loser of a deadlock simply tries again."""
    from django.db import OperationalError, connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
        )
        tables = cursor.fetchone()[0]
        for attempt in range(TRIES, -1, -1):
            try:
                cursor.execute(f"TRUNCATE {tables} CASCADE")
                return
            except OperationalError as why:
                if attempt == 0 or "deadlock" not in str(why):
                    raise


@pytest.fixture
def committed(database_home: Path, django_db_blocker: Any) -> Iterator[None]:
    """Real commits, for what must see settled rows or several connections; every table is emptied afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        connections["default"].rollback() if connections["default"].in_atomic_block else None
        _empty_tables()
        for connection in connections.all():
            connection.close()


@pytest.fixture(scope="session", autouse=True)
def files_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where photographs and the like are kept while tests run: never in the home of whoever runs them."""
    from django.conf import settings

    settings.HOME = tmp_path_factory.mktemp("home")
    return settings.HOME


@pytest.fixture
def cast(db: None) -> Iterator[Any]:
    """The cast in its campaign, inside that campaign's scope; everything rolls back."""
    from groundswell.kit.db import scope
    from tests.cast import assemble

    found = assemble()
    with scope(found.campaign.pk):
        yield found


@pytest.fixture
def recorded(db: None) -> Callable[[], list[str]]:
    """Return the pulse kinds recorded since the fixture was asked for: ``recorded()`` names them in order."""
    from groundswell.pulse.models import PulseEvent

    start = max(PulseEvent.objects.values_list("seq", flat=True), default=0)
    return lambda: list(PulseEvent.objects.filter(seq__gt=start).order_by("seq").values_list("kind", flat=True))


@pytest.fixture(autouse=True)
def each_page_is_made_whole(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that members share are made anew in each page, so that what a page costs does not hang on who looked before."""
    if "kept_parts" not in request.keywords:
        from groundswell.web import public_pages

        monkeypatch.setattr(public_pages.SharedParts, "made", lambda _self, _key, _stamp, make: make())


@pytest.fixture(autouse=True)
def no_language_stays() -> Iterator[None]:
    """A page in Spanish leaves its thread speaking Spanish; the next test begins as the next request would."""
    from django.utils import translation

    yield
    translation.deactivate()
