"""`groundswell restore FILE`: puts a backup back in one transaction; what was there before stays until all of it is in."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from django.db import connections

from groundswell.kit import postgres
from groundswell.kit.errors import Refused
from groundswell.ops.archive import DUMP, FILES, copy_stream, unpack
from groundswell.ops.installation import present_server, say
from groundswell.ops.migrating import apply, refuse_newer
from groundswell.ops.programs import connection_arguments, program
from groundswell.ops.restamping import RESTAMP

# Made by prepare_roles in every database; a dump's own would name roles of another server.
_NOT_RESTORED = (" ACL - SCHEMA ", " COMMENT - EXTENSION ", " COMMENT - SCHEMA ", " DEFAULT ACL ", " EXTENSION ", " SCHEMA - ")

_CLEAR = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT format('DROP %s IF EXISTS %s CASCADE',
            CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
            oid::regclass) AS statement
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i'))
        ORDER BY relkind = 'S'
    LOOP EXECUTE one.statement; END LOOP;
    FOR one IN SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) AS statement
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE one.statement; END LOOP;
    FOR one IN SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype) AS statement
        FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE typnamespace = 'public'::regnamespace AND typtype IN ('c', 'd', 'e', 'r') AND coalesce(relkind = 'c', true)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
    LOOP EXECUTE one.statement; END LOOP;
END $$;
"""
# A table that the dump keeps from gs_app must not get the default rights when it is made.
_DEFAULTS_OFF = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {postgres.APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {postgres.APP};
"""


def restore(file: Path, *, replace: bool) -> int:
    """Restore a backup into the present home."""
    server = present_server()
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=server.home) as directory:
        place = Path(directory)
        manifest = unpack(file, place)
        refuse_newer(manifest.migrations)
        _refuse_what_would_be_lost(server, replace=replace)
        if not server.embedded:
            postgres.prepare_roles(server.dsn)
        _load(server, place / DUMP)
        postgres.prepare_roles(server.superuser_dsn, embedded=server.embedded)
        files = _put_files_back(place / FILES, server.home)
    apply(server)
    say(f"restored the backup of {manifest.made_at}: the database and {files} files.")
    return 0


def _refuse_what_would_be_lost(server: postgres.Server, *, replace: bool) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise Refused("Other programs are connected to the database: stop 'groundswell serve' or 'run' first.")
        cursor.execute(
            "SELECT to_regclass('public.pulse_pulseevent') IS NOT NULL,"
            " EXISTS (SELECT FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))"
        )
        ours, tables = cursor.fetchone()
    connections["owner"].close()
    if tables and not ours:
        raise Refused("The database holds tables of another program: restore into a database of its own.")
    if ours and not replace and _somebody_is_here():
        raise Refused("There are campaigns here already: restore into another GROUNDSWELL_HOME, or say --replace.")


def _somebody_is_here() -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM campaigns_campaign) OR EXISTS (SELECT FROM people_account)")
        found = bool(cursor.fetchone()[0])
    connections["default"].close()
    return found


def _load(server: postgres.Server, dump: Path) -> None:
    """Clear, load, stamp anew and finish as one transaction: killed half-way, it never happened."""
    contents = dump.with_name("contents")
    contents.write_text(_wanted(server, dump))
    dsn, environment = connection_arguments(server.dsn)
    errors = dump.with_name("errors")
    with errors.open("w+") as said:
        psql = subprocess.Popen(
            [program(server, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", dsn],
            env=environment,
            stdin=subprocess.PIPE,
            stderr=said,
        )
        assert psql.stdin is not None
        try:
            with psql.stdin as script:
                _write_script(server, dump, contents, script)
        except BrokenPipeError:
            pass  # it stopped at an error, which it has written down
        failed = psql.wait() != 0
    if failed:
        raise Refused(f"The backup could not be loaded, and nothing was changed: {postgres.last_words(errors.read_text())}")


def _write_script(server: postgres.Server, dump: Path, contents: Path, script: IO[bytes]) -> None:
    script.write(f"BEGIN; SET LOCAL client_min_messages = warning;{_DEFAULTS_OFF}{_CLEAR}".encode())
    for section in ("pre-data", "data", "post-data"):
        if section == "post-data":  # the rows are in; triggers and walls are not there yet
            script.write(f"SET search_path = public;\n{RESTAMP}".encode())
        _copy_section(server, dump, contents, section, script)
    script.write(b"COMMIT;\n")


def _copy_section(server: postgres.Server, dump: Path, contents: Path, section: str, script: IO[bytes]) -> None:
    command: list[str | Path] = [
        program(server, "pg_restore"),
        "--no-owner",
        f"--section={section}",
        "-L",
        contents,
        "-f",
        "-",
        dump,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        # Settings that the server in use may be too old to know are at the head; they only matter to the dumper.
        head = reader.stdout.read(4096)
        script.write(head.replace(b"SET transaction_timeout = 0;\n", b""))
        copy_stream(reader.stdout, script)
    if reader.returncode:
        raise Refused(f"pg_restore could not read the {section} of the backup.")


def _wanted(server: postgres.Server, dump: Path) -> str:
    listing = subprocess.run([program(server, "pg_restore"), "-l", dump], capture_output=True, text=True, check=False)
    if listing.returncode:
        raise Refused(f"The database in the backup cannot be read: {postgres.last_words(listing.stderr)}")
    lines = listing.stdout.splitlines(keepends=True)
    return "".join(line for line in lines if not any(kind in line for kind in _NOT_RESTORED))


def _put_files_back(files: Path, home: Path) -> int:
    count = 0
    for path in sorted(files.rglob("*")) if files.exists() else []:
        if path.is_file():
            target = home / path.relative_to(files)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
            count += 1
    return count
