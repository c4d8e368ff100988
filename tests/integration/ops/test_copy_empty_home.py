"""A new home is a copy of an empty database kept ready; without one its tables are made, which takes longer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.integration.ops.conftest import Installation

from groundswell.ops import born


def test_a_new_home_lacks_no_table(migrated_template: Path, new_installation: Callable[..., Installation]) -> None:
    fresh = new_installation(bare=True)
    done = fresh.groundswell("migrate")
    assert done.returncode == 0 and "applied" not in done.stderr and "up to date" in done.stderr
    assert (fresh.home / "postgres" / "data").stat().st_ino != (migrated_template / "postgres" / "data").stat().st_ino


def test_a_home_that_holds_something_is_left_alone(
    migrated_template: Path, new_installation: Callable[..., Installation]
) -> None:
    assert not born.give(new_installation().home)


def test_nothing_ready_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(born, "place", lambda: tmp_path / "born-1")
    assert born.home() is None and not born.give(tmp_path / "home")
    (tmp_path / "born-1").mkdir()
    (tmp_path / "born-1" / "complete").touch()  # and yet there is nothing in it
    assert not born.give(tmp_path / "home")
    assert not (tmp_path / "home" / "postgres" / "data").exists()


def test_what_was_not_used_for_long_is_forgotten(tmp_path: Path) -> None:
    old, young, present = (tmp_path / f"born-{name}" for name in ("old", "young", "present"))
    for place in (old, young, present):
        place.mkdir()
    long_ago = time.time() - born._KEPT - 60
    os.utime(old, (long_ago, long_ago))
    born._forget_older(present)
    assert not old.exists() and young.exists() and present.exists()
