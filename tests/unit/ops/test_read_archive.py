"""A backup is written whole or not at all, and what is no whole backup is refused before anything is touched."""

from __future__ import annotations

import errno
import tarfile
from pathlib import Path

import pytest

from groundswell.kit import postgres
from groundswell.kit.errors import Refused
from groundswell.ops import archive, backup


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    for place in ("files/posters", "postgres/data"):
        (home / place).mkdir(parents=True)
    (home / "files" / "posters" / "one.txt").write_text("Thursday at seven")
    (home / "secret-key").write_text("kept")
    for running in ("lease", "start-lock", "postgres/data/PG_VERSION", ".restore-x"):
        (home / running).write_text("made anew")
    return home


@pytest.fixture
def whole(home: Path, tmp_path: Path) -> Path:
    place = tmp_path / "place"
    place.mkdir()
    dump = place / archive.DUMP
    dump.write_bytes(b"rows " * 1000)
    manifest = archive.Manifest(
        archive.FORMAT, "2026-03-01T09:00:00+00:00", "0.1.0", 18, archive.checksum(dump), ["pulse.0001_initial"]
    )
    file = tmp_path / "week.groundswell"
    assert archive.pack(file, manifest=manifest, dump=dump, home=home) == 2
    return file


def test_what_is_packed_comes_out_again(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    manifest = archive.unpack(whole, out)
    assert manifest.postgres == 18
    kept = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert kept == ["database.dump", "files/files/posters/one.txt", "files/secret-key", "manifest.json"]


def _damaged(whole: Path, how: str) -> Path:
    content = whole.read_bytes()
    file = whole.with_name(how)
    if how == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif how == "changed":
        file.write_bytes(content.replace(b"rows rows", b"rows rovs", 1))
    elif how == "newer":
        file.write_bytes(content.replace(b'"format": 1', b'"format": 9', 1))
    elif how == "other":
        file.write_text("a shopping list")
    elif how == "foreign":
        with tarfile.open(file, "w") as tar:
            tar.add(__file__, "../../escape.py")
    elif how == "empty":
        file.touch()
    return file


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("cut", "not a backup"),
        ("changed", "damaged"),
        ("newer", "Upgrade first"),
        ("other", "not a backup"),
        ("foreign", "not a backup"),
        ("empty", "not a backup"),
        ("absent", "There is no file"),
    ],
)
def test_what_is_no_whole_backup_is_refused_in_words(whole: Path, tmp_path: Path, how: str, words: str) -> None:
    out = tmp_path / "deep" / "out"
    out.mkdir(parents=True)
    with pytest.raises(Refused, match=words):
        archive.unpack(_damaged(whole, how), out)
    assert not (tmp_path / "escape.py").exists()


def test_a_full_disk_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "week.groundswell"
    target.write_text("last week's")
    with pytest.raises(Refused, match="No space left"), archive.written_whole(target) as partial:
        partial.write_text("half of this week's")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert [path.name for path in tmp_path.iterdir()] == ["week.groundswell"]
    assert target.read_text() == "last week's"


def test_a_backup_is_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "week.groundswell"
    with archive.written_whole(target) as partial:
        partial.write_text("this week's")
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("there", "--overwrite"),
        ("home/backup", "outside of the home"),
        ("none/backup", "There is no directory"),
        ("home", "outside of the home"),
        ("folder", "is a directory"),
    ],
)
def test_a_bad_place_is_refused_before_the_work(home: Path, name: str, words: str) -> None:
    server = postgres.Server("", "", home, None)
    (home.parent / "there").write_text("last week's")
    (home.parent / "folder").mkdir()
    with pytest.raises(Refused, match=words):
        backup._checked(home.parent / name, server, overwrite=False)
    assert backup._checked(home.parent / "there", server, overwrite=True) == home.parent / "there"
