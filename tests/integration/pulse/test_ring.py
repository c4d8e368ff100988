"""The bell is rung beside the deeds: at once, and once for all that follow while it still rings."""

from __future__ import annotations

import threading

import psycopg
import pytest

from groundswell.pulse import ringing


class _Line:
    """A line whose first ring takes as long as the test wants."""

    closed = False

    def __init__(self) -> None:
        self.rings: list[str] = []
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def execute(self, sql: str) -> None:
        self.rings.append(sql)
        self.begun.set()
        assert self.may_go_on.wait(20)
        if len(self.rings) == 3:
            raise psycopg.OperationalError("the server went away")


def test_many_deeds_ring_once_more_and_a_lost_line_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    line, opened, again = _Line(), [], threading.Event()

    def open_line() -> _Line:
        opened.append(1)
        (again.set if len(opened) == 2 else lambda: None)()
        return line

    monkeypatch.setattr(ringing, "open_line", open_line)
    ringer = ringing.Ringer()
    ringer.ring()
    assert line.begun.wait(20)
    line.begun.clear()
    for _deed in range(50):
        ringer.ring()
    line.may_go_on.set()
    assert line.begun.wait(20)
    assert len(line.rings) == 2
    line.begun.clear()
    ringer.ring()
    assert line.begun.wait(20)  # this one is lost: the line broke
    ringer.ring()
    assert again.wait(20)
    assert set(line.rings) == {f"NOTIFY {ringing.BELL}"}
