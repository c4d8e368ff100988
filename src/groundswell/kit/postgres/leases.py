"""Knows who uses a home's server: shared locks that vanish with their process, and one lock for starting and stopping."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .binaries import Binaries
from .cluster import Cluster
from .errors import PostgresError

# Waits until nobody holds the lease any more, kill -9 included, then stops the server while no one can join.
# It is flock's and pg_ctl's own code: a guard in Python would cost ten megabytes for a sleep.
_GUARD = 'command -v flock >/dev/null || exit 0; (flock -x "$1" && exec "$2" stop -D "$3" -m fast -s) >/dev/null 2>&1 &'


class Lease:
    """One process's (or object's) share in the running server."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._file = _open(cluster, "lease")
        self._pid = os.getpid()

    def take(self) -> None:
        """Waits only while the last leaver is stopping the server."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def is_last(self) -> bool:
        """Whether nobody else holds a share; if so, nobody can take one until `leave`."""
        for _ in range(2):
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                # A failed conversion drops the share, and then the guard may be the one inside: wait for it, ask again.
                fcntl.flock(self._file, fcntl.LOCK_SH)
        return False

    def leave(self) -> None:
        os.close(self._file)

    @property
    def is_mine(self) -> bool:
        """False in a forked child: its parent's lease is not the child's to give up."""
        return self._pid == os.getpid()


@contextmanager
def start_lock(cluster: Cluster) -> Iterator[None]:
    """One at a time starts or stops the server of a home."""
    handle = _open(cluster, "start-lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def post_guard(cluster: Cluster, binaries: Binaries) -> None:
    """Leave someone behind who stops the server when every holder was killed before it could."""
    handle = _open(cluster, "lease")
    try:
        cluster.account.run(
            ["/bin/sh", "-c", _GUARD, "guard", str(handle), binaries["pg_ctl"], cluster.data], pass_fds=(handle,)
        )
    except (OSError, subprocess.SubprocessError):  # the guard is a convenience: the server runs without it
        return
    finally:
        os.close(handle)


def _open(cluster: Cluster, name: str) -> int:
    path: Path = cluster.home / name
    try:
        fresh = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if fresh and os.geteuid() == 0:
            owner = cluster.home.stat()
            os.fchown(handle, owner.st_uid, owner.st_gid)
        return handle
    except OSError as failure:
        raise PostgresError(f"Cannot use {path}: {failure.strerror}. Does {cluster.home} belong to another user?") from failure
