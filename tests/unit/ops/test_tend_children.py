"""A crashed child comes back after pauses that grow; one that lived long begins anew; one that refuses ends the whole."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from groundswell.ops import supervisor
from groundswell.ops.supervisor import REFUSED, Child


class Clockwork:
    """The time and the processes of a test."""

    def __init__(self) -> None:
        self.now = 100.0
        self.code: int | None = None
        self.started = 0

    def monotonic(self) -> float:
        return self.now

    def popen(self, *arguments: Any, **options: Any) -> Any:
        self.started += 1
        self.code = None
        return self

    def poll(self) -> int | None:
        return self.code


@pytest.fixture
def clockwork(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    clockwork = Clockwork()
    monkeypatch.setattr(supervisor.time, "monotonic", clockwork.monotonic)
    monkeypatch.setattr(supervisor.subprocess, "Popen", clockwork.popen)
    return clockwork


def _crash(child: Child, clockwork: Clockwork) -> float:
    """Let it crash and return the pause until it is started again."""
    clockwork.code = 1
    assert child.tend()
    before, started = clockwork.now, clockwork.started
    while clockwork.started == started:
        clockwork.now += 0.25
        assert child.tend()
    return clockwork.now - before


def test_pauses_double_and_stop_growing(clockwork: Clockwork) -> None:
    child = Child("worker", ["worker"])
    child.tend()
    assert [_crash(child, clockwork) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_long_life_is_forgiven(clockwork: Clockwork) -> None:
    child = Child("worker", ["worker"])
    child.tend()
    for _ in range(4):
        _crash(child, clockwork)
    clockwork.now += 61
    assert _crash(child, clockwork) == 0.5


def test_a_refusal_at_the_first_start_ends_the_whole(clockwork: Clockwork) -> None:
    child = Child("web server", ["web"])
    child.tend()
    clockwork.code = REFUSED
    assert not child.tend()


def test_a_later_refusal_is_a_crash_like_any_other(clockwork: Clockwork) -> None:
    """The database may have been away for a moment."""
    child = Child("web server", ["web"])
    child.tend()
    _crash(child, clockwork)
    clockwork.code = REFUSED
    assert child.tend()


def test_who_waits_for_another_is_not_started_before(clockwork: Clockwork) -> None:
    up = threading.Event()
    child = Child("worker", ["worker"], after=up)
    child.tend()
    assert clockwork.started == 0
    up.set()
    child.tend()
    assert clockwork.started == 1
