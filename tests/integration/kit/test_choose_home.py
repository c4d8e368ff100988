"""Where the data is kept: the named directory, the user's own, and for root a place its server can reach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from groundswell.kit import home


def test_the_named_home_wins_and_the_demo_lies_beside_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "river"))
    assert home.data_home() == tmp_path / "river"
    assert home.data_home(demo=True) == tmp_path / "river-demo"
    assert home.why_not_default() is None


def test_a_named_demo_is_its_own_demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "river-demo"))
    assert home.data_home(demo=True) == tmp_path / "river-demo"


def test_a_user_gets_the_users_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GROUNDSWELL_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert home.data_home() == tmp_path / "groundswell"
    assert home.data_home(demo=True) == tmp_path / "groundswell-demo"


def test_root_behind_a_closed_door_moves_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    closed = tmp_path / "root"
    closed.mkdir(mode=0o700)
    monkeypatch.delenv("GROUNDSWELL_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(closed / "share"))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert home.data_home() == Path("/var/lib/groundswell")
    sentence = home.why_not_default()
    assert sentence is not None and "/var/lib/groundswell" in sentence
