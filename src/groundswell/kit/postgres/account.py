"""Knows which user of the machine the server runs as (PostgreSQL refuses root) and what that user may reach."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import PostgresError

# In this order: a user made for us, the one Debian makes for PostgreSQL, the one that is always there.
_CANDIDATES = ("groundswell", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The user that owns the data directory and runs the server."""

    uid: int
    gid: int
    name: str

    @property
    def is_self(self) -> bool:
        return self.uid == os.geteuid()

    def run(
        self, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, pass_fds: Sequence[int] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of PostgreSQL as this user, with a clean environment and no terminal."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", **(env or {})}
        return subprocess.run(
            [str(part) for part in command],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            umask=0o077,
            pass_fds=pass_fds,
            check=False,
            user=None if self.is_self else self.uid,
            group=None if self.is_self else self.gid,
            extra_groups=None if self.is_self else [],
        )

    def own(self, path: Path) -> None:
        if not self.is_self:
            os.chown(path, self.uid, self.gid)


def account_for(home: Path, data: Path) -> Account:
    """Whoever owns the data already goes on owning it; a fresh home of root's is given to a user without rights."""
    if os.geteuid() != 0:
        return _account(os.geteuid())
    for owned in (data, home):
        if owned.exists() and owned.stat().st_uid != 0:
            return _account(owned.stat().st_uid)
    for name in _CANDIDATES:
        try:
            return _account(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise PostgresError(
        "PostgreSQL does not run as root and there is no user for it: create one with 'useradd --system groundswell'."
    )


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise PostgresError(
            f"User number {uid} has no name on this machine, and PostgreSQL needs one: "
            "add it to /etc/passwd, or set DATABASE_URL."
        ) from None
    return Account(uid=uid, gid=entry.pw_gid, name=entry.pw_name)


def first_closed_parent(path: Path, account: Account) -> Path | None:
    """The first directory on the way to `path` (itself included, where it exists) that the account cannot pass."""
    if account.uid == 0 or account.is_self:
        return None
    resolved = path.resolve()
    for directory in [*reversed(resolved.parents), resolved]:
        if directory.is_dir() and not _may_pass(directory.stat(), account):
            return directory
    return None


def _may_pass(entry: os.stat_result, account: Account) -> bool:
    if entry.st_uid == account.uid:
        return bool(entry.st_mode & stat.S_IXUSR)
    if entry.st_gid == account.gid:
        return bool(entry.st_mode & stat.S_IXGRP)
    return bool(entry.st_mode & stat.S_IXOTH)
