"""Repeating a draw for a page: one at a time, nobody waits for it, and what came to no end is not tried at every call."""

from __future__ import annotations

import subprocess

import pytest

from groundswell.juries import checking


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to a process of its own; the draw "broken" comes to no end there."""
    found: list[str] = []

    def repeated_apart(draw: str) -> tuple[str, ...]:
        found.append(draw)
        if draw == "broken":
            raise subprocess.TimeoutExpired("check", 30)
        return ()

    monkeypatch.setattr(checking, "_repeated_apart", repeated_apart)
    monkeypatch.setattr(checking, "_kept", {})
    return found


def test_what_came_out_is_known_from_then_on_and_a_few_are_kept(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_MOST_KEPT", 2)
    assert [checking._apart(draw) for draw in ("one", "one", "two", "three", "three", "one")] == [()] * 6
    assert asked == ["one", "two", "three", "one"]


def test_what_came_to_no_end_is_tried_again_only_later(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert checking._apart("broken") is None and checking._apart("broken") is None
    assert asked == ["broken"]
    monkeypatch.setattr(checking, "_NOT_AGAIN", -1.0)
    monkeypatch.setattr(checking, "_kept", {})
    assert checking._apart("broken") is None and checking._apart("broken") is None
    assert asked == ["broken"] * 3


def test_nobody_waits_while_another_is_repeated_and_what_is_known_is_said(asked: list[str]) -> None:
    assert checking._apart("one") == ()
    with checking._ONE_AT_A_TIME:
        assert checking._apart("two") is None and checking._apart("one") == ()
    assert checking._apart("two") == () and asked == ["one", "two"]
