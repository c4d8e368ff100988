"""A member asks once to be left out of juries, and can come back; said twice is said once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests import juries
from tests.cast import Cast

from groundswell.juries.models import Absence
from groundswell.juries.services import leave_out
from groundswell.kit.errors import NotHere


def test_left_out_and_back_in(cast: Cast, recorded: Callable[[], list[str]], client: Client) -> None:
    client.force_login(cast.ben.account)
    for _press in range(2):
        client.post("/ellery/juries/leave-out/", {"away": "yes"})
    assert Absence.objects.get().member == cast.ben.member
    assert "You are left out of juries." in client.get("/ellery/juries/").content.decode()
    client.post("/ellery/juries/leave-out/", {"away": "no"})
    assert not Absence.objects.exists() and recorded().count("juries.absence_changed") == 2
    with pytest.raises(NotHere):
        leave_out(away=True, actor=cast.visitor)


def test_it_counts_from_the_next_draw_on(cast: Cast) -> None:
    early = juries.bystanders(cast)
    for one in early[:9]:
        leave_out(away=True, actor=one.actor)
    jury = juries.called(cast, "", "")
    assert (jury.found, jury.size) == (3, 3)
