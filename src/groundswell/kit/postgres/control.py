"""Knows how to start, probe and stop the server of a cluster; trusts a connection, never a pid file."""

from __future__ import annotations

import os
import time
from enum import Enum
from pathlib import Path

from psycopg import conninfo, pq

from .binaries import Binaries
from .cluster import Cluster, configure, last_words
from .errors import PostgresError
from .sockets import make_socket_directory, socket_directory

_PATIENCE = 600  # seconds: recovery after a crash may take long, and killing it would only begin it again
_LOG_LIMIT = 5_000_000


class Holder(Enum):
    """What the process named in a lock file really is."""

    GONE = "gone"
    ZOMBIE = "zombie"
    SOMEONE_ELSE = "someone else"
    POSTMASTER = "postmaster"


def answers(cluster: Cluster) -> bool:
    """Whether a server accepts connections on this cluster's socket."""
    return _ping(cluster) == pq.Ping.OK


def start(cluster: Cluster, binaries: Binaries, *, durable: bool) -> None:
    """Start the server unless it answers already; the caller holds the start lock."""
    if _wait_while_between(cluster):
        return
    directory = make_socket_directory(cluster)
    for lock in (cluster.data / "postmaster.pid", directory / ".s.PGSQL.5432.lock"):
        _clear_stale(lock, cluster)
    configure(cluster, directory, durable=durable)
    _trim_log(cluster)
    deadline = time.monotonic() + 10
    while True:
        offset = cluster.log.stat().st_size if cluster.log.exists() else 0
        result = cluster.account.run(
            [binaries["pg_ctl"], "start", "-D", cluster.data, "-l", cluster.log, "-w", "-s", "-t", str(_PATIENCE)]
        )
        if result.returncode == 0:
            return
        said = _log_since(cluster, offset) or result.stderr
        # After kill -9 the old children let go of the shared memory a moment later.
        if "shared memory block" not in said or time.monotonic() > deadline:
            raise PostgresError(f"The database server in {cluster.data} did not start: {last_words(said)} (log: {cluster.log})")
        time.sleep(0.2)


def stop(cluster: Cluster, binaries: Binaries) -> None:
    """Stop the server in order, ending what is still connected; a server that is gone already is fine."""
    if not (cluster.data / "postmaster.pid").exists():
        return
    result = cluster.account.run([binaries["pg_ctl"], "stop", "-D", cluster.data, "-m", "fast", "-w", "-s", "-t", "60"])
    if result.returncode and answers(cluster):
        raise PostgresError(f"The database server in {cluster.data} did not stop: {last_words(result.stderr)}")


def holder_of(lock: Path, data: Path) -> tuple[int | None, Holder]:
    """The process that a lock file names, and what it is: a number alone may be a zombie's or a stranger's."""
    try:
        pid = int(lock.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None, Holder.GONE
    process = Path("/proc") / str(pid)
    if not Path("/proc/self").exists():  # not Linux: only existence can be asked
        return pid, Holder.POSTMASTER if _exists(pid) else Holder.GONE
    try:
        name, _, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return pid, Holder.GONE
    if rest.split()[0] in "ZX":
        return pid, Holder.ZOMBIE
    try:
        same = (process / "cwd").resolve(strict=True) == data.resolve()
    except OSError:  # not ours to look into: judge by its name and user
        same = name == "postgres" and process.stat().st_uid == data.stat().st_uid
    return pid, Holder.POSTMASTER if same else Holder.SOMEONE_ELSE


def _ping(cluster: Cluster) -> pq.Ping:
    target = conninfo.make_conninfo(
        host=str(socket_directory(cluster)), port=5432, dbname="postgres", user="postgres", connect_timeout=5
    )
    return pq.Ping(pq.PGconn.ping(target.encode()))


def _wait_while_between(cluster: Cluster) -> bool:
    """Wait while a server is coming up or going down; tell whether it answers in the end."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        state = _ping(cluster)
        if state == pq.Ping.OK:
            return True
        if state != pq.Ping.REJECT:
            return False
        time.sleep(0.05)
    return False


def _clear_stale(lock: Path, cluster: Cluster) -> None:
    """Remove a lock that names a zombie or a stranger: PostgreSQL itself would take either for a live server."""
    deadline = time.monotonic() + 10
    while not answers(cluster):
        pid, holder = holder_of(lock, cluster.data)
        if holder is Holder.GONE:  # PostgreSQL sees that for itself
            return
        if holder is not Holder.POSTMASTER:
            lock.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            raise PostgresError(
                f"Process {pid} holds {cluster.data} but does not answer on its socket: "
                f"stop it with 'kill {pid}', then try again."
            )
        time.sleep(0.1)


def _trim_log(cluster: Cluster) -> None:
    if cluster.log.exists() and cluster.log.stat().st_size > _LOG_LIMIT:
        cluster.log.replace(cluster.log.with_name("log.old"))


def _log_since(cluster: Cluster, offset: int) -> str:
    try:
        with cluster.log.open("rb") as log:
            log.seek(offset)
            return log.read().decode(errors="replace")
    except OSError:
        return ""


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
