"""Counting who reads along: members and not tabs, over all processes, without those that say nothing any more."""

from __future__ import annotations

import uuid

import pytest

from groundswell.web.together import following
from groundswell.web.together.desk import Desk
from groundswell.web.together.following import Following


def _told(many: int) -> str:
    """What a process says that has so many."""
    return Following().here_told([Desk(uuid.uuid4(), "Somebody", follows=True) for _ in range(many)])


def test_members_are_counted_once_and_those_who_write_not_at_all() -> None:
    ada = uuid.uuid4()
    desks = [Desk(ada, "Ada", follows=True), Desk(ada, "Ada", follows=True), Desk(uuid.uuid4(), "Ben", follows=True)]
    assert len(Following().here([*desks, Desk(uuid.uuid4(), "Cleo")])) == 2


def test_a_process_counts_with_what_it_said_last_and_is_forgotten_when_it_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    count = Following()
    count.hear("one", _told(3))
    count.hear("other", _told(2))
    count.hear("one", _told(1))
    assert count.everywhere([Desk(uuid.uuid4(), "Ada", follows=True)]) == 4
    monkeypatch.setattr(following, "FORGET", -1.0)
    assert count.everywhere([]) == 0


def test_a_member_with_tabs_in_two_processes_is_one_and_a_thousand_fit_into_a_notice() -> None:
    here, there, ada = Following(), Following(), Desk(uuid.uuid4(), "Ada", follows=True)
    others = [Desk(uuid.uuid4(), "Somebody", follows=True) for _ in range(999)]
    told = there.here_told([ada, *others])
    here.hear("there", told)
    assert here.everywhere([ada]) == len({*there.here([ada, *others])}) and len(told) < 7_000
