"""What becomes of a challenge: its authors answer, a newer version settles it, or whoever raised it takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import challenged, next_version, ready, second_version

from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.people.selectors import present_actor
from groundswell.responses.models import Rating
from groundswell.responses.services import answer_challenge, compute_readiness, rate_version, settle_challenge

Ask = Callable[..., HttpResponse]


def test_its_authors_answer_in_public(cast: Cast, ask: Ask, recorded: Callable[[], list[str]]) -> None:
    challenge = challenged(cast)
    path = f"challenges/{challenge.pk}/"
    assert ask(f"{path}answer/", "cleo", {"answer": " "}).status_code == 422
    assert ask(f"{path}answer/", "cleo", {"answer": "It was filled again."}).status_code == 302
    assert "It was filled again." in ask(path, "").content.decode()
    assert recorded()[-1] == "responses.challenge_answered"
    with pytest.raises(BadInput):
        answer_challenge(challenge=challenge, answer="x" * 1001, actor=cast.cleo.actor)
    for actor in (cast.ben.actor, cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            answer_challenge(challenge=challenge, answer="No.", actor=actor)


def test_who_raised_it_takes_it_back(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    challenge = challenged(cast)
    settled = settle_challenge(challenge=challenge, actor=cast.ben.actor)
    assert settled.settled_at and settled.settled_with is None
    assert settle_challenge(challenge=challenge, actor=cast.ben.actor).settled_at == settled.settled_at
    assert recorded().count("responses.challenge_settled") == 1
    assert challenged(cast, challenge.version) != challenge  # and may raise it anew


def test_its_authors_settle_it_with_a_next_version_only(cast: Cast, ask: Ask) -> None:
    first = ready(cast)
    challenge = challenged(cast, first)
    with pytest.raises(Refused, match="newer version"):
        settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    newer = second_version(cast, first)
    assert ask(f"challenges/{challenge.pk}/settle/", "cleo", {}).status_code == 302
    challenge.refresh_from_db()
    assert challenge.settled_with == newer
    page = ask(f"challenges/{challenge.pk}/").content.decode()
    assert "settled it with a newer version" in page and challenge.reason in page
    assert challenge.reason not in ask("challenges/").content.decode()
    assert "Earlier challenges" in ask(f"{first.response_id}/").content.decode()
    with pytest.raises(Refused, match="settled"):
        answer_challenge(challenge=challenge, answer="Late.", actor=cast.cleo.actor)


def test_no_role_settles_it(cast: Cast) -> None:
    challenge = challenged(cast)
    for actor in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            settle_challenge(challenge=challenge, actor=actor)


def test_of_a_ready_version_a_jury_decides_until_the_newer_one_is_ready_too(cast: Cast) -> None:
    challenge = challenged(cast, ready(cast))
    newer = next_version(cast, challenge.version, "Ask for the samples first,")
    with pytest.raises(Refused, match="so a jury decides"):
        settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    for rating in Rating.objects.filter(version=challenge.version).select_related("member"):
        rate_version(version=newer, value="yes", actor=present_actor(cast.campaign.pk, rating.member.account_id))
    assert compute_readiness(version=newer, actor=machine(cast.campaign.pk)).ready
    assert settle_challenge(challenge=challenge, actor=cast.cleo.actor).settled_with == newer
