"""Counting who reads along: members and not tabs, over all processes, without those that say nothing any more."""

from __future__ import annotations

import uuid

import pytest

from groundswell.web.together import following
from groundswell.web.together.desk import Desk
from groundswell.web.together.following import Following


def test_members_are_counted_once_and_those_who_write_not_at_all() -> None:
    ada = uuid.uuid4()
    desks = [Desk(ada, "Ada", follows=True), Desk(ada, "Ada", follows=True), Desk(uuid.uuid4(), "Ben", follows=True)]
    assert Following().here([*desks, Desk(uuid.uuid4(), "Cleo")]) == 2


def test_a_process_counts_with_what_it_said_last_and_is_forgotten_when_it_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    count = Following()
    count.hear("one", 3)
    count.hear("other", 2)
    count.hear("one", 1)
    assert count.everywhere([Desk(uuid.uuid4(), "Ada", follows=True)]) == 4
    monkeypatch.setattr(following, "FORGET", -1.0)
    assert count.everywhere([]) == 0
