"""`groundswell backup FILE`: the database and the files of the home in one file, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from groundswell import __version__
from groundswell.kit import postgres
from groundswell.kit.errors import Refused
from groundswell.ops.archive import DUMP, FORMAT, Manifest, checksum, pack, written_whole
from groundswell.ops.installation import present_server, say
from groundswell.ops.migrating import applied_here
from groundswell.ops.programs import connection_arguments, program

_HELD_BACK = (
    "The login of DATABASE_URL is held by row-level security, as it should be, and cannot read everything. "
    "Let an administrator run CREATE ROLE groundswell_backup LOGIN BYPASSRLS PASSWORD '…' IN ROLE pg_read_all_data; "
    "then set GROUNDSWELL_BACKUP_URL to that login."
)


def back_up(file: Path, *, overwrite: bool) -> int:
    """Write the backup while people go on working: it holds one moment of the database."""
    server = present_server()
    target = _checked(file, server, overwrite=overwrite)
    with written_whole(target) as partial, tempfile.TemporaryDirectory(prefix=".groundswell-", dir=target.parent) as place:
        dump = Path(place) / DUMP
        _dump(server, dump)
        manifest = Manifest(
            format=FORMAT,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            groundswell=__version__,
            postgres=server.binaries.major if server.binaries else 0,
            sha256=checksum(dump),
            migrations=applied_here("owner"),
        )
        files = pack(partial, manifest=manifest, dump=dump, home=server.home)
    say(f"wrote {target}: the database and {files} files, {target.stat().st_size / 1e6:.1f} MB. It holds personal data.")
    return 0


def _checked(file: Path, server: postgres.Server, *, overwrite: bool) -> Path:
    target = Path(os.path.abspath(file))
    if not target.parent.is_dir():
        raise Refused(f"There is no directory {target.parent}.")
    if target.is_relative_to(server.home):
        raise Refused("Write the backup outside of the home it is made of, best on another disk.")
    if target.is_dir():
        raise Refused(f"{target} is a directory: give the file a name.")
    if target.exists() and not overwrite:
        raise Refused(f"{target} is there already: choose another name, or say --overwrite.")
    return target


def _dump(server: postgres.Server, dump: Path) -> None:
    dsn, environment = connection_arguments(os.environ.get("GROUNDSWELL_BACKUP_URL") or server.superuser_dsn)
    command: list[str | Path] = [
        program(server, "pg_dump"),
        "--format=custom",
        "--schema=public",
        "--file",
        dump,
        "--dbname",
        dsn,
    ]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if result.returncode:
        if "row-level security" in result.stderr:
            raise Refused(_HELD_BACK)
        raise Refused(f"pg_dump could not read the database: {postgres.last_words(result.stderr)}")
