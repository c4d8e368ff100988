"""One jury looks at all that say the same of a version: nobody tries jury after jury until one suits them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests import juries, stages
from tests.cast import Cast, Player

from groundswell.juries.models import Jury
from groundswell.juries.policies import can_appeal
from groundswell.juries.services import call_missing_juries
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, Refused
from groundswell.responses.models import Challenge, Version
from groundswell.responses.services import challenge_version, settle_challenge

MINUTES = "https://paper.example/minutes"


def _raised(version: Version, player: Player, url: str = "", kind: str = "fact") -> Challenge:
    return challenge_version(version=version, kind=kind, reason=f"It is wrong, says {kind}.", url=url, actor=player.actor)


def _call(cast: Cast, version: Version) -> list[Jury]:
    return call_missing_juries(version=version, actor=machine(cast.campaign.pk))


def _two(cast: Cast) -> tuple[Challenge, Challenge, Player]:
    """Ben and then Dora say that a fact is wrong, before a jury is drawn."""
    juries.bystanders(cast)
    (dora,) = stages.neighbours(cast, cast.ferry, "Dora")
    version = stages.ready(cast)
    return _raised(version, cast.ben), _raised(version, dora), dora


def test_two_that_say_the_same_share_a_jury_and_its_verdict(cast: Cast, client: Client) -> None:
    first, second, dora = _two(cast)
    (jury,) = _call(cast, first.version)
    assert jury.challenge == first and _call(cast, first.version) == []
    assert "comes after it with its own evidence" in client.get(f"/ellery/answers/challenges/{second.pk}/").content.decode()
    jury = juries.draw(cast, jury)
    second.refresh_from_db()
    assert second.joined_to == first and second.jury_since is not None
    with pytest.raises(Refused, match="A jury is looking at it"):
        settle_challenge(challenge=second, actor=dora.actor)
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()
    assert "Others say so, too" in page and f"/challenges/{second.pk}/" in page
    jury = juries.answered(jury, *["stands"] * 7)
    second.refresh_from_db()
    assert (second.verdict, second.settled_at is not None, second.jury_since) == ("stands", True, None)
    assert can_appeal(cast.ben.actor, jury) and not can_appeal(dora.actor, jury), (
        "Ben raised it, so the one appeal is his first"
    )
    with clock.at(clock.now() + timedelta(days=5, minutes=1)):
        assert can_appeal(dora.actor, jury) and not can_appeal(cast.cleo.actor, jury)
    assert "The verdict: it stands" in client.get(f"/ellery/answers/challenges/{second.pk}/").content.decode()


def test_who_says_the_same_while_it_sits_gives_new_evidence_and_is_heard_afterwards(cast: Cast) -> None:
    first, _second, _dora = _two(cast)
    (jury,) = _call(cast, first.version)
    jury = juries.draw(cast, jury)
    (eli,) = stages.neighbours(cast, cast.orchard, "Eli")
    with pytest.raises(BadInput, match="looking at this already"):
        _raised(first.version, eli)
    later = _raised(first.version, eli, MINUTES)
    assert _call(cast, first.version) == [], "one after the other"
    juries.answered(jury, *["stands"] * 7)
    assert Jury.objects.get(challenge=later).state == "called"
    with pytest.raises(BadInput, match="A jury has decided"):
        _raised(first.version, cast.ada)


def test_another_kind_has_a_jury_of_its_own(cast: Cast) -> None:
    first, _second, dora = _two(cast)
    harm = _raised(first.version, stages.neighbours(cast, cast.ferry, "Eli")[0], kind="harm")
    assert {one.challenge for one in _call(cast, first.version)} == {first, harm} and dora.member


def test_taken_back_before_the_draw_leaves_the_other_to_be_judged(cast: Cast) -> None:
    first, second, _dora = _two(cast)
    (jury,) = _call(cast, first.version)
    settle_challenge(challenge=first, actor=cast.ben.actor)
    assert juries.draw(cast, jury).outcome == "gone"
    assert Jury.objects.get(challenge=second).state == "called"


def test_without_a_verdict_the_next_is_looked_at(cast: Cast) -> None:
    first, second, _dora = _two(cast)
    (jury,) = _call(cast, first.version)
    jury = juries.draw(cast, jury)
    for days in (4, 8):
        with clock.at(clock.now() + timedelta(days=days)):
            juries.tend(cast, jury)
    second.refresh_from_db()
    assert Jury.objects.get(pk=jury.pk).outcome == "none" and second.joined_to is None
    assert Jury.objects.get(challenge=second).state == "called"


def test_the_challenge_waits_for_the_jury_and_its_authors_cannot_end_it_with_a_comma(cast: Cast, client: Client) -> None:
    juries.bystanders(cast, "Pia", "")
    challenge = stages.challenged(cast, stages.ready(cast))
    (jury,) = _call(cast, challenge.version)
    assert jury.state == "waits"
    stages.next_version(cast, challenge.version, "Ask for the samples first,")
    challenge.refresh_from_db()
    with pytest.raises(Refused, match="so a jury decides"):
        settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    client.force_login(cast.cleo.account)
    page = client.get(f"/ellery/answers/challenges/{challenge.pk}/").content.decode()
    assert "The newest version meets it" not in page and "so a jury decides" in page
    settle_challenge(challenge=challenge, actor=cast.ben.actor)
