"""`groundswell campaign create`: a campaign with its pillars and its steward from the command line."""

from __future__ import annotations

import argparse

import pytest

from groundswell.campaigns.models import Campaign
from groundswell.kit import commands
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput
from groundswell.people.models import Account
from groundswell.people.selectors import present_actor
from groundswell.strategy.models import Pillar

NAMED = ["--slug", "ellery", "--name", "Ellery Rising"]
TWO = ["--pillar", "Water you can drink: Every tap: kitchen and street.", "--pillar", "A home: Nobody is moved out."]


def _run(*words: str) -> int | None:
    (command,) = [one for one in commands.discover() if one.name == "campaign create"]
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.handle(parser.parse_args(words))


def test_it_founds_with_ratified_pillars_and_says_where(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(*NAMED, *TWO, "--timezone", "Europe/London", "--responsible", "Ellery Rising, 1 Mill Lane") == 0
    campaign = Campaign.objects.get()
    assert (campaign.timezone, campaign.responsible) == ("Europe/London", "Ellery Rising, 1 Mill Lane")
    with scope(campaign.pk):
        assert list(Pillar.objects.order_by("number").values_list("title", "promise", "state")) == [
            ("Water you can drink", "Every tap: kitchen and street.", "ratified"),
            ("A home", "Nobody is moved out.", "ratified"),
        ]
    assert "/ellery/" in (said := capsys.readouterr().out) and "ratified" in said


def test_a_steward_is_seated(db: None) -> None:
    _run(*NAMED, *TWO, "--steward", "Ada@Ellery.example", "--steward-name", "Ada")
    campaign = Campaign.objects.get()
    with scope(campaign.pk):
        ada = present_actor(campaign.pk, Account.objects.get(email="ada@ellery.example").pk)
        assert ada.is_steward


@pytest.mark.parametrize("words", [[], TWO[:2], [*TWO, "--draft"]])
def test_pillars_stay_drafts_when_too_few_or_asked_to(db: None, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert _run(*NAMED, *words) == 0
    with scope(Campaign.objects.get().pk):
        assert not Pillar.objects.filter(state="ratified").exists()
    assert "/ellery/strategy/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([*NAMED, "--pillar", "No promise"], "TITLE: PROMISE"),
        ([*NAMED, "--pillar", ": no title"], "TITLE: PROMISE"),
        ([*NAMED, *TWO * 3], "Five pillars"),
        ([*NAMED, *TWO, "--pillar", "x" * 90 + ": too long"], "80 characters"),
        ([*NAMED, "--timezone", "Nowhere"], "time zone"),
        ([*NAMED, "--language", "tlh"], "languages"),
        ([*NAMED, "--steward", "not an address"], "e-mail"),
        (["--slug", "new", "--name", "New"], "short name"),
        (["--slug", "ellery", "--name", " "], "name"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_founded(db: None, words: list[str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        _run(*words)
    assert not Campaign.objects.exists()


def test_a_slug_is_taken_once(db: None) -> None:
    _run(*NAMED, *TWO)
    with pytest.raises(BadInput, match="already a campaign"):
        _run(*NAMED, *TWO)
    assert Campaign.objects.count() == 1
