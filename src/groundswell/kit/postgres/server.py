"""Knows how a process comes to a database: its own server by lease, or the one that DATABASE_URL names."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from . import control
from .binaries import Binaries, find_binaries, reachable
from .cluster import SUPERUSER, Cluster, create, open_cluster, refuse_other_version
from .errors import PostgresError
from .leases import Lease, post_guard, start_lock
from .roles import OWNER, prepare_roles
from .sockets import socket_directory


@dataclass
class Server:
    """A database to connect to; for the embedded one also the share that keeps it running."""

    dsn: str
    superuser_dsn: str
    home: Path
    binaries: Binaries | None
    _cluster: Cluster | None = field(default=None, repr=False)
    _lease: Lease | None = field(default=None, repr=False)
    _durable: bool = field(default=True, repr=False)

    @property
    def embedded(self) -> bool:
        """Whether this is the server of the home, started and stopped by us."""
        return self._cluster is not None

    def answers(self) -> bool:
        """Whether the embedded server accepts connections now; another's server is its owner's care."""
        return self._cluster is None or control.answers(self._cluster)

    def revive(self) -> None:
        """Start the embedded server again after it was killed; its rows are all there."""
        if self._cluster is not None and self.binaries is not None:
            with start_lock(self._cluster):
                _ensure_running(self._cluster, self.binaries, durable=self._durable)

    def release(self) -> None:
        """Give up the share; the last to leave stops the server. A second call does nothing."""
        lease, cluster, binaries = self._lease, self._cluster, self.binaries
        self._lease = None
        atexit.unregister(self.release)
        if lease is None or cluster is None or binaries is None or not lease.is_mine:
            return
        try:
            with start_lock(cluster):
                if lease.is_last():
                    control.stop(cluster, binaries)
        except PostgresError:
            if cluster.home.exists():  # a home that was deleted under us has nothing left to stop
                raise
        finally:
            lease.leave()


def acquire(home: Path, *, durable: bool = True) -> Server:
    """Start the home's server unless it runs, and hold a share in it until `release` or the end of the process.

    `durable=False` trades safety against a crash of the machine for speed: for tests only.
    """
    home = Path(os.path.abspath(home))
    cluster = open_cluster(home)
    binaries = reachable(find_binaries(), cluster.account)
    lease = Lease(cluster)
    try:
        with start_lock(cluster):
            lease.take()
            _ensure_running(cluster, binaries, durable=durable)
    except BaseException:
        lease.leave()
        raise
    server = Server(_url(cluster, OWNER, OWNER), _url(cluster, SUPERUSER, OWNER), home, binaries, cluster, lease, durable)
    atexit.register(server.release)
    return server


def from_environment(home: Path, *, durable: bool = True) -> Server:
    """The server that DATABASE_URL names, and then no other is used or started; else the home's own."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return acquire(home, durable=durable)
    binaries = None
    with suppress(PostgresError):  # only backup and restore need programs, and say so themselves
        binaries = find_binaries()
    return Server(url, url, Path(os.path.abspath(home)), binaries)


@contextmanager
def lease(home: Path, *, durable: bool = True) -> Iterator[Server]:
    """`acquire` for the length of a block."""
    server = acquire(home, durable=durable)
    try:
        yield server
    finally:
        server.release()


def _ensure_running(cluster: Cluster, binaries: Binaries, *, durable: bool) -> None:
    if control.answers(cluster):
        return
    if cluster.exists:
        refuse_other_version(cluster, binaries)
    else:
        create(cluster, binaries, durable=durable)
    control.start(cluster, binaries, durable=durable)
    post_guard(cluster, binaries)
    prepare_roles(_url(cluster, SUPERUSER, "postgres"), embedded=True)


def _url(cluster: Cluster, user: str, database: str) -> str:
    return f"postgresql://{user}@/{database}?host={quote(str(socket_directory(cluster)), safe='')}&port=5432"
