"""Knows where the server's socket lies: beside the data, or in a short directory when that path is too long."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from .account import first_closed_parent
from .cluster import Cluster

_NAME = ".s.PGSQL.5432"
_LONGEST = 107  # bytes of sun_path on Linux, without the closing NUL


def socket_directory(cluster: Cluster) -> Path:
    """The directory of the running or next server: recorded in the home, so that every command finds the same."""
    beside = cluster.place / "run"
    if _fits(beside):
        return beside
    record = cluster.place / "socket-directory"
    if record.exists():
        return Path(record.read_text().strip())
    return beside


def make_socket_directory(cluster: Cluster) -> Path:
    """The same, made if need be: 0700 and owned by the server's user, never a directory that someone else prepared."""
    directory = socket_directory(cluster)
    if _fits(directory):
        if directory.parent == cluster.place:
            directory.mkdir(mode=0o700, exist_ok=True)
            cluster.account.own(directory)
            return directory
        if _is_private(directory, cluster):
            return directory
    short = Path(tempfile.mkdtemp(prefix="gs-", dir=_short_parent(cluster)))  # mkdtemp makes it 0700 and new
    cluster.account.own(short)
    record = cluster.place / "socket-directory"
    record.write_text(f"{short}\n")
    cluster.account.own(record)
    return short


def _fits(directory: Path) -> bool:
    return len(os.fsencode(directory / _NAME)) <= _LONGEST


def _short_parent(cluster: Cluster) -> Path:
    """TMPDIR itself may be long, or closed to the server's user."""
    chosen = Path(tempfile.gettempdir())
    usable = _fits(chosen / "gs-12345678") and first_closed_parent(chosen, cluster.account) is None
    return chosen if usable else Path("/tmp")  # noqa: S108 - a new 0700 directory is made inside


def _is_private(directory: Path, cluster: Cluster) -> bool:
    try:
        entry = directory.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(entry.st_mode) and entry.st_uid == cluster.account.uid and stat.S_IMODE(entry.st_mode) == 0o700
