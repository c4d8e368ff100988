"""Knows the data directory: where it lies in a home, how it is made, copied, configured and recognised."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .account import Account, account_for, first_closed_parent
from .binaries import Binaries, system_directories
from .errors import PostgresError

SUPERUSER = "postgres"

# Small and quiet: one campaign on one small server; statements, details and values stay out of its log,
# because they hold what people wrote.
_SETTINGS = """\
# Written by Groundswell at every start; put your own settings in {local}
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
port = 5432
max_connections = 100
shared_buffers = 64MB
max_wal_size = 512MB
wal_level = minimal
max_wal_senders = 0
timezone = 'UTC'
log_timezone = 'UTC'
log_min_error_statement = panic
log_error_verbosity = terse
log_line_prefix = '%m [%p] '
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
include_if_exists = '{local}'
"""
_ACCESS = "# Only the socket, inside a directory that only the server's user and root can enter.\nlocal all all trust\n"


@dataclass(frozen=True)
class Cluster:
    """The paths of one home's server and the account that owns them."""

    home: Path
    account: Account

    @property
    def place(self) -> Path:
        """The 0700 directory that only the server's user (and root) may enter."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "log"

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()


def open_cluster(home: Path) -> Cluster:
    """The home's cluster, its directories made and checked; nothing is started."""
    account = account_for(home, home / "postgres")
    cluster = Cluster(home, account)
    try:
        # Of root's home the server's user must pass the door, without being able to list it.
        _refuse_closed_door(home, account)
        home.mkdir(mode=0o700 if account.is_self else 0o711, parents=True, exist_ok=True)
        _refuse_closed_door(home, account)
        cluster.place.mkdir(mode=0o700, exist_ok=True)
        account.own(cluster.place)
        cluster.place.chmod(0o700)
    except OSError as failure:
        raise PostgresError(
            f"Cannot use {home} as the data directory: {failure.strerror or failure} ({failure.filename})."
        ) from failure
    return cluster


def _refuse_closed_door(home: Path, account: Account) -> None:
    closed = first_closed_parent(home, account)
    if closed is not None:
        raise PostgresError(
            f"PostgreSQL must not run as root, and user '{account.name}' cannot pass {closed} to reach {home}: "
            f"allow it with 'chmod o+x {closed}', or set GROUNDSWELL_HOME to another directory."
        )


def create(cluster: Cluster, binaries: Binaries, *, durable: bool) -> None:
    """Make the data directory beside its place and rename it, so that a killed attempt leaves no half of one."""
    fresh = cluster.place / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    result = _initdb(cluster, binaries, fresh, locale="C.UTF-8", durable=durable)
    if result.returncode and "locale" in result.stderr:
        result = _initdb(cluster, binaries, fresh, locale="C", durable=durable)
    if result.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise PostgresError(f"Could not create the database in {cluster.data}: {last_words(result.stderr)}")
    (fresh / "pg_hba.conf").write_text(_ACCESS)
    fresh.rename(cluster.data)


def _initdb(
    cluster: Cluster, binaries: Binaries, data: Path, *, locale: str, durable: bool
) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [
        binaries["initdb"],
        "-D",
        data,
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        "-A",
        "trust",
        "--data-checksums",
    ]
    command.append(f"--locale={locale}")
    if binaries.major >= 17 and locale != "C":
        # The order of words must not change under an index when the system's C library is upgraded.
        command += ["--locale-provider=builtin", f"--builtin-locale={locale}"]
    if not durable:
        command.append("--no-sync")
    return cluster.account.run(command)


def configure(cluster: Cluster, socket_directory: Path, *, durable: bool) -> None:
    """Write the settings anew: the socket's place and durability are decided at each start."""
    text = _SETTINGS.format(
        local=_quoted(cluster.home / "postgres.conf"),
        socket=_quoted(socket_directory),
        durable="on" if durable else "off",
    )
    path = cluster.data / "postgresql.conf"
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    cluster.account.own(fresh)
    fresh.chmod(0o600)
    fresh.rename(path)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def refuse_other_version(cluster: Cluster, binaries: Binaries) -> None:
    """A data directory opens only with the major version that made it; say which programs would do."""
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    if made_by == str(binaries.major):
        return
    fitting = next((path for path in system_directories() if path.parent.name == made_by), None)
    remedy = f"set PG_BIN={fitting}" if fitting else f"install PostgreSQL {made_by} and set PG_BIN to its bin directory"
    raise PostgresError(
        f"{cluster.data} was made by PostgreSQL {made_by}, and {binaries.directory} holds {binaries.version}. "
        f"To go on, {remedy}; to move up, do that, run 'groundswell backup FILE', unset PG_BIN, "
        "and 'groundswell restore FILE' into a new GROUNDSWELL_HOME."
    )


def copy_cluster(template_home: Path, home: Path) -> None:
    """Clone the stopped server of one home into another, by reference where the file system can."""
    template = open_cluster(template_home)
    if (template.data / "postmaster.pid").exists():
        raise PostgresError(f"The server of {template_home} is running (or was killed): release it before copying.")
    target = open_cluster(home)
    fresh = target.place / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(template.data), str(fresh)], check=True)
    if target.account.uid != template.account.uid:
        for path in [fresh, *fresh.rglob("*")]:
            os.chown(path, target.account.uid, target.account.gid)
    fresh.rename(target.data)


def last_words(output: str) -> str:
    """The line of a program's output that says why it stopped."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for line in reversed(lines):
        match = re.search(r"\b(?:FATAL|PANIC|error|ERROR):\s*(.+)", line)
        if match:
            return match.group(1)
    return lines[-1] if lines else "it gave no reason."
