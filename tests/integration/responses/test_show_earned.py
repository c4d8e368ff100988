"""What somebody's work came to is said in words, to themselves always and beside their name only if they choose; no number."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.stages import adopted, challenged, neighbours, published, ready, second_version

from groundswell.communities.services import found_community, hide_thing, report_thing
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.responses.models import Adoption, Challenge, EarnedShown, Rating, Readiness
from groundswell.responses.policies import can_see_earned, earned_visible_to
from groundswell.responses.selectors.earned import TOLD_AFTER, Earned, earned_of, own_earned, own_tags, tags_beside
from groundswell.responses.services import adopt_version, forget_earned, rate_version, settle_challenge, show_earned

Recorded = Callable[[], list[str]]


def text(client: Client, href: str) -> str:
    return " ".join(client.get(href).content.decode().split())


def taken_long_ago(cast: Cast) -> Adoption:
    """Three communities took Cleo's text, more than a week ago."""
    first = adopted(cast)
    for name in ("The mill", "The yard"):
        community = found_community(name=name, actor=cast.ada.actor)
        adopt_version(version=first.version, community=community, actor=cast.ada.actor)
    Adoption.objects.update(adopted_at=clock.now() - timedelta(days=8))
    return first


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
    adoption = taken_long_ago(cast)
    answer = f"/ellery/answers/{adoption.version.response_id}/"
    members = f"/ellery/communities/{cast.orchard.slug}/members/"
    words = "writes words that are used"
    client.force_login(cast.cleo.account)
    own = text(client, "/ellery/me")
    part = own[own.index('id="earned"') :][:1200]
    assert "Communities spoke with words you wrote, a few times." in part and "Nobody else sees it." in part
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
    taken_long_ago(cast)
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


def test_others_read_it_only_of_three_and_only_a_week_later(cast: Cast, client: Client) -> None:
    taken_long_ago(cast)
    show_earned(shown=True, actor=cast.cleo.actor)
    assert cast.cleo.member and own_tags(cast.cleo.actor, own_earned(cast.cleo.actor)) == ["writes words that are used"]
    latest = Adoption.objects.order_by("-pk").first()
    assert latest
    for moment, told in ((clock.now() - timedelta(days=6), False), (clock.now() - TOLD_AFTER, True)):
        Adoption.objects.filter(pk=latest.pk).update(adopted_at=moment)
        assert (
            bool(tags_beside([cast.cleo.member.pk], cast.ben.actor))
            is told
            is bool(own_tags(cast.cleo.actor, own_earned(cast.cleo.actor)))
        )
    Adoption.objects.filter(pk=latest.pk).update(adopted_at=clock.now())
    assert own_earned(cast.cleo.actor).used == 3, "oneself reads it at once"
    client.force_login(cast.cleo.account)
    assert "Nothing stands beside your name yet." in text(client, "/ellery/me")


def test_secret_things_wait_for_the_week_as_well(cast: Cast) -> None:
    version = ready(cast)
    (early,) = neighbours(cast, cast.ferry, "Ed")
    rate_version(version=version, value="no", actor=early.actor)
    challenge = challenged(cast, version)
    known = {"subject_type": "responses.Version", "subject_id": version.pk}
    report_thing(**known, reason="It names her.", block="1", actor=early.actor)
    second_version(cast, version)
    settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    hide_thing(**known, reason="It names her.", actor=cast.ada.actor)
    assert early.member
    key, now = early.member.pk, clock.now()
    found = [earned_of([key], by=moment)[key] for moment in (now - timedelta(days=7), now)]
    assert [(one.proven, one.confirmed) for one in found] == [(0, 0), (2, 1)]


def test_a_challenge_one_raised_oneself_says_nothing_of_how_one_rated(cast: Cast) -> None:
    version = ready(cast)
    rate_version(version=version, value="no", actor=cast.ben.actor)
    challenged(cast, version)
    Challenge.objects.update(verdict=Challenge.Verdict.UNREADY, judged_at=clock.now())
    assert Rating.objects.filter(member=cast.ben.member, value="no").exists()
    assert own_earned(cast.ben.actor).proven == 0
    Challenge.objects.update(raised_by=cast.ada.member)
    assert own_earned(cast.ben.actor).proven == 1, "somebody else's does"


def test_three_and_a_hundred_times_read_alike_to_others() -> None:
    assert Earned(used=3).tags == Earned(used=100).tags
    assert Earned(used=2, proven=2, confirmed=2).tags == [], "once or twice is nobody's business"
    assert Earned(used=1).sentences != Earned(used=3).sentences != Earned(used=100).sentences


def test_many_cost_as_many_queries_as_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    readers = neighbours(cast, cast.ferry, "Fay Finn Flo Fred")
    for one in readers:
        show_earned(shown=True, actor=one.actor)
    members, ben = [one.member.pk for one in readers if one.member], cast.ben.actor
    with django_assert_max_num_queries(5):
        tags_beside(members, ben)
    with django_assert_max_num_queries(4):
        assert set(earned_of(members, by=clock.now())) == set(members)
