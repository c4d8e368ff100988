"""What somebody's work came to is said in words, to themselves always and beside their name only if they choose; no number."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.stages import adopted, challenged, neighbours, published, ready, second_version

from groundswell.communities.services import hide_thing, report_thing
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.responses.models import EarnedShown, Readiness
from groundswell.responses.policies import can_see_earned, earned_visible_to
from groundswell.responses.selectors.earned import Earned, earned_of, own_earned, tags_beside
from groundswell.responses.services import adopt_version, forget_earned, rate_version, settle_challenge, show_earned

Recorded = Callable[[], list[str]]


def text(client: Client, href: str) -> str:
    return " ".join(client.get(href).content.decode().split())


def test_a_text_that_a_community_took_counts_and_ones_own_taking_does_not(cast: Cast) -> None:
    version = ready(cast)
    adopt_version(version=version, community=cast.orchard, actor=cast.cleo.actor)
    assert own_earned(cast.cleo.actor).used == 0, "she took it herself"
    adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)
    found = own_earned(cast.cleo.actor)
    assert found.used == 1 and found.sentences == ["A community spoke with words you wrote."]
    assert own_earned(cast.ben.actor).sentences == []


def test_what_one_said_before_others_agreed_counts(cast: Cast) -> None:
    version = published(cast)
    early, late = neighbours(cast, cast.ferry, "Ed Lu")
    rate_version(version=version, value="yes", actor=early.actor)
    Readiness.objects.create(
        campaign=cast.campaign, version=version, ready=True, ready_since=clock.now(), computed_at=clock.now()
    )
    rate_version(version=version, value="yes", actor=late.actor)
    assert own_earned(early.actor).proven == 1 and own_earned(late.actor).proven == 0
    assert own_earned(early.actor).sentences == ["You read an answer rightly before others did."]


def test_a_doubt_that_a_newer_version_met_counts(cast: Cast) -> None:
    version = ready(cast)
    (early,) = neighbours(cast, cast.ferry, "Ed")
    rate_version(version=version, value="no", actor=early.actor)
    challenge = challenged(cast, version)
    assert own_earned(early.actor).proven == 0
    second_version(cast, version)
    assert own_earned(early.actor).proven == 1, "found the newer version helpful before others agreed"
    settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    assert own_earned(early.actor).proven == 2, "and the older one not, before its challenge was met"


def test_a_report_that_hosts_confirmed_counts(cast: Cast) -> None:
    version = published(cast)
    known = {"subject_type": "responses.Version", "subject_id": version.pk}
    report_thing(**known, reason="It names her.", block="1", actor=cast.ben.actor)
    assert own_earned(cast.ben.actor).confirmed == 0
    hide_thing(**known, reason="It names her.", actor=cast.ada.actor)
    assert own_earned(cast.ben.actor).confirmed == 1


def test_only_words_and_beside_the_name_only_if_chosen(cast: Cast, client: Client, recorded: Recorded) -> None:
    adoption = adopted(cast)
    answer = f"/ellery/answers/{adoption.version.response_id}/"
    members = f"/ellery/communities/{cast.orchard.slug}/members/"
    words = "writes words that are used"
    client.force_login(cast.cleo.account)
    own = text(client, "/ellery/me")
    part = own[own.index('id="earned"') :][:1200]
    assert "A community spoke with words you wrote." in part and "Nobody else sees it." in part
    assert not re.search(r">[^<]*\d[^<]*<", part.split("<form")[0]), "no number to compare"
    assert words not in text(client, answer) and words not in text(client, members)
    assert client.post("/ellery/answers/my-work/show/", {"shown": "yes"})["Location"] == "/ellery/me#earned"
    assert recorded()[-1] == "responses.earned_shown_changed"
    client.force_login(cast.ben.account)
    assert words in text(client, answer) and words in text(client, members)
    assert words not in text(Client(), answer)
    show_earned(shown=True, actor=cast.cleo.actor)
    assert recorded().count("responses.earned_shown_changed") == 1
    show_earned(shown=False, actor=cast.cleo.actor)
    assert words not in text(client, answer)


def test_who_sees_it_and_who_is_forgotten(cast: Cast) -> None:
    adopted(cast)
    show_earned(shown=True, actor=cast.cleo.actor)
    assert cast.cleo.member
    row = EarnedShown.objects.get()
    for who, sees in ((cast.ben.actor, True), (cast.visitor, False)):
        assert can_see_earned(who, row) is sees
        assert earned_visible_to(who, EarnedShown.objects.all()).exists() is sees
        assert bool(tags_beside([cast.cleo.member.pk], who)) is sees
    with pytest.raises(NotHere):
        show_earned(shown=True, actor=cast.visitor)
    forget_earned(member_id=cast.cleo.member.pk, actor=machine(cast.campaign.pk))
    assert not EarnedShown.objects.exists()


def test_once_and_a_hundred_times_read_alike_to_others() -> None:
    assert Earned(used=1).tags == Earned(used=100).tags
    assert Earned(used=1).sentences != Earned(used=3).sentences != Earned(used=100).sentences


def test_many_cost_as_many_queries_as_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    readers = neighbours(cast, cast.ferry, "Fay Finn Flo Fred")
    for one in readers:
        show_earned(shown=True, actor=one.actor)
    members, ben = [one.member.pk for one in readers if one.member], cast.ben.actor
    with django_assert_max_num_queries(5):
        tags_beside(members, ben)
    with django_assert_max_num_queries(4):
        assert set(earned_of(members)) == set(members)
