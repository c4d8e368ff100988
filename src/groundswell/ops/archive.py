"""Knows the form of a backup: one tar file with a manifest, the database's dump and the files of the home."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from groundswell.kit.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
FILES = "files"
# What the next start makes anew, or what belongs to the running server alone.
NOT_KEPT = frozenset({"lease", "postgres", "start-lock"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself, read before anything is touched."""

    format: int
    made_at: str
    groundswell: str
    postgres: int
    sha256: str
    migrations: list[str]


def files_of(home: Path) -> list[Path]:
    """Return what of a home belongs in a backup."""
    found = []
    for entry in sorted(home.iterdir()):
        if entry.name in NOT_KEPT or entry.name.startswith("."):
            continue
        found += [entry] if entry.is_file() else sorted(path for path in entry.rglob("*") if path.is_file())
    return found


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to that takes the target's name only when everything is on the disk."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        yield partial
        _to_disk(partial)
        partial.replace(target)
        _to_disk(target.parent)
    except OSError as failure:
        raise Refused(f"The backup could not be written: {failure.strerror or failure}. Nothing was left behind.") from failure
    finally:
        partial.unlink(missing_ok=True)


def pack(archive: Path, *, manifest: Manifest, dump: Path, home: Path) -> int:
    """Write the archive; returns how many files of the home are in it."""
    kept = files_of(home)
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as tar:
        described = dump.with_name(MANIFEST)
        described.write_text(json.dumps(asdict(manifest)))
        tar.add(described, MANIFEST, filter=_anonymous)
        tar.add(dump, DUMP, filter=_anonymous)
        for path in kept:
            tar.add(path, f"{FILES}/{path.relative_to(home)}", filter=_anonymous)
    return len(kept)


def unpack(archive: Path, place: Path) -> Manifest:
    """Take an archive apart into an empty directory; refuse, before anything else is done, what is not a whole backup."""
    if not archive.is_file():
        raise Refused(f"There is no file {archive}.")
    try:
        with tarfile.open(archive, "r:") as tar:
            tar.extractall(place, filter="data")
        manifest = Manifest(**json.loads((place / MANIFEST).read_text()))
    except (tarfile.TarError, OSError, ValueError, TypeError) as failure:
        raise Refused(f"{archive} is not a backup of Groundswell, or not a whole one: {failure}.") from failure
    if manifest.format != FORMAT:
        raise Refused(f"{archive} was written by Groundswell {manifest.groundswell}; this one cannot read it. Upgrade first.")
    if not (place / DUMP).exists() or checksum(place / DUMP) != manifest.sha256:
        raise Refused(f"{archive} is damaged: its database does not have the checksum it was written with.")
    return manifest


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_stream(source: IO[Any], target: IO[Any]) -> None:
    """Copy all of one stream into another."""
    while block := source.read(1 << 20):
        target.write(block)
