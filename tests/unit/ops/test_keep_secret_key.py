"""The key is made once, by whoever comes first, and never half."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from groundswell.config import env


def test_all_who_begin_at_once_get_the_same_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROUNDSWELL_SECRET_KEY", raising=False)
    found: list[str] = []
    numbers = iter(range(1000, 2000))
    monkeypatch.setattr(env.os, "getpid", lambda: next(numbers))
    crowd = [threading.Thread(target=lambda: found.append(env.secret_key(tmp_path))) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(set(found)) == 1 and len(found[0]) > 40
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_SECRET_KEY", "given")
    assert env.secret_key(tmp_path) == "given"
    assert not list(tmp_path.iterdir())
