"""`groundswell people steward`: whoever runs the installation gives a campaign its steward, on record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast

from groundswell.kit import commands
from groundswell.kit.errors import BadInput, Refused
from groundswell.people.models import Member

Recorded = Callable[[], list[str]]


def _run(*words: str) -> int:
    import argparse

    command = next(one for one in commands.discover() if one.name == "people steward")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.handle(parser.parse_args(words)) or 0


def test_a_member_becomes_one(cast: Cast, recorded: Recorded, capsys: pytest.CaptureFixture[str]) -> None:
    for _time in range(2):
        assert _run("--campaign", "ellery", "--email", cast.ben.account.email.upper()) == 0
    assert cast.ben.actor.is_steward and cast.ada.actor.is_steward
    assert capsys.readouterr().out == "Ben is a steward of ellery.\n" * 2
    assert recorded() == ["people.role_granted"]


def test_a_name_makes_a_member_first(cast: Cast, recorded: Recorded) -> None:
    assert _run("--campaign", "ellery", "--email", "eve@home.example", "--name", "Eve") == 0
    member = Member.objects.select_related("person").get(account__email="eve@home.example")
    assert member.person.name == "Eve"
    assert recorded() == ["people.member_joined", "people.role_granted"]


def test_without_a_name_nobody_is_made_a_member(cast: Cast, recorded: Recorded) -> None:
    with pytest.raises(Refused, match="Let them join first"):
        _run("--campaign", "ellery", "--email", cast.dan.account.email)
    assert recorded() == []


@pytest.mark.parametrize(("campaign", "email"), [("nowhere", "a@b.example"), ("ellery", "no address"), ("ellery", "")])
def test_what_cannot_be_found_is_said(cast: Cast, recorded: Recorded, campaign: str, email: str) -> None:
    with pytest.raises(BadInput):
        _run("--campaign", campaign, "--email", email, "--name", "Eve")
    assert recorded() == []
