"""What comes in together counts as one, who is new counts after doing something else, and the page says so kindly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from tests.cast import Cast, Player, player
from tests.stages import asked, neighbours, published, ready

from groundswell.communities.limits import NEW_FOR
from groundswell.communities.services import enter_community
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.people.models import Member
from groundswell.responses.models import Rating, Readiness, Version
from groundswell.responses.selectors.raters import raters_of
from groundswell.responses.services import ask_question, compute_readiness, rate_version

Recorded = Callable[[], list[str]]


def judged(version: Version) -> Readiness:
    return compute_readiness(version=version, actor=machine(version.campaign_id))


def invited(cast: Cast, names: str) -> list[Player]:
    """Members of three weeks who came by Ben's invitation and are with the growers."""
    found = neighbours(cast, cast.orchard, names)
    Member.objects.filter(pk__in=[one.member.pk for one in found if one.member]).update(invited_by=cast.ben.member)
    return found


def shown(client: Client, version: Version) -> str:
    return " ".join(client.get(f"/ellery/answers/{version.response_id}/versions/1/readiness/").content.decode().split())


def test_a_set_counts_as_one_and_is_told_without_a_name(cast: Cast, client: Client, recorded: Recorded) -> None:
    version = published(cast)
    for reader in [*neighbours(cast, cast.ferry, "Fay Finn Flo Fred"), *invited(cast, "Oda Olaf Omar Otto")]:
        rate_version(version=version, value="yes", actor=reader.actor)
    found = judged(version)
    shares = {one["community"]: one["n"] for one in found.report["shares"]}
    assert shares == {str(cast.ferry.pk): 4, str(cast.orchard.pk): 1} and not found.ready
    assert found.report["together"] == [{"how_many": 4, "communities": [str(cast.orchard.pk)]}] and found.report["raters"] == 8
    assert recorded()[-1] == "responses.ratings_came_together"
    page = shown(client, version)
    assert "4 ratings came in together, and they count as one until those people rate other things as well." in page
    assert "Oda" not in page and "fake" not in page and "suspicious" not in page
    judged(version)
    assert recorded().count("responses.ratings_came_together") == 1, "said once"


def test_who_goes_a_way_of_their_own_counts_alone(cast: Cast) -> None:
    version, readers = published(cast), invited(cast, "Oda Olaf Omar Otto")
    for reader in readers:
        rate_version(version=version, value="yes", actor=reader.actor)
    assert len(raters_of(version).approval) == 1
    Rating.objects.filter(member=readers[0].member).update(value="no")
    assert len(raters_of(version).approval) == 2
    with clock.at(clock.now() + NEW_FOR):
        rate_version(version=version, value="yes", reason="It holds.", actor=readers[1].actor)
    assert raters_of(version).together == [], "two are no set"


def test_a_set_weighs_like_one_person_in_all_its_communities(cast: Cast) -> None:
    version, readers = published(cast), invited(cast, "Oda Olaf Omar")
    enter_community(community=cast.ferry, actor=readers[0].actor)
    for reader in readers:
        rate_version(version=version, value="yes", actor=reader.actor)
    (places,) = raters_of(version).belongs.values()
    assert set(places) == {cast.ferry.pk, cast.orchard.pk}


def test_who_is_new_counts_after_doing_something_else(cast: Cast, client: Client) -> None:
    version, eve = published(cast), player(cast.campaign, "Eve")
    enter_community(community=cast.ferry, actor=eve.actor)
    rate_version(version=version, value="yes", actor=eve.actor)
    assert judged(version).report["waiting"] == 1 and judged(version).report["shares"] == []
    assert "One rating is by somebody new here. It counts once they did something else" in shown(client, version)
    ask_question(title="Who mends the pump?", actor=eve.actor)
    found = judged(version)
    assert found.report["waiting"] == 0 and [one["n"] for one in found.report["shares"]] == [1]


def test_after_three_days_they_count_anyway(cast: Cast) -> None:
    version = published(cast)
    rate_version(version=version, value="yes", actor=cast.ada.actor)
    assert raters_of(version).waiting == 1
    with clock.at(clock.now() + NEW_FOR):
        assert raters_of(version).waiting == 0


def test_a_hundred_raters_cost_as_many_queries_as_three(cast: Cast, django_assert_max_num_queries: Any) -> None:
    version = published(cast)
    asked(cast)
    for reader in [*invited(cast, "Oda Olaf Omar"), *neighbours(cast, cast.ferry, "Fay Finn Flo Fred Fern Ford"), cast.ben]:
        rate_version(version=version, value="yes", actor=reader.actor)
    with django_assert_max_num_queries(4):
        raters_of(version)


def test_what_would_change_it_is_said_where_it_is_ready(cast: Cast, client: Client) -> None:
    version = ready(cast)
    page = shown(client, version)
    assert "What would change it" in page
    assert "One more reader in Ferry Street who does not find it helpful, and it is no longer ready." in page


def crowd(cast: Cast, many: int) -> list[Player]:
    """So many who joined just now by one invitation of Ben's, half of them in each community."""
    found = [player(cast.campaign, f"Crowd {number}") for number in range(many)]
    Member.objects.filter(pk__in=[one.member.pk for one in found if one.member]).update(invited_by=cast.ben.member)
    for number, one in enumerate(found):
        enter_community(community=cast.ferry if number % 2 else cast.orchard, actor=one.actor)
    return found


def test_twenty_new_accounts_of_one_invitation_make_nothing_ready_in_a_minute(cast: Cast, client: Client) -> None:
    version, begun = published(cast), clock.now()
    with clock.at(begun):
        accounts = crowd(cast, 20)
    for number, one in enumerate(accounts):
        with clock.at(begun + timedelta(seconds=2 * number)):
            rate_version(version=version, value="yes", actor=one.actor)
    found = judged(version)
    assert not found.ready and (found.report["raters"], found.report["waiting"]) == (20, 20)
    assert "20 ratings are by people new here. They count once they did something else" in shown(client, version)
    for one in accounts:  # each does some little thing beside
        ask_question(title=f"What about {one.account.email}?", actor=one.actor)
    found = judged(version)
    assert not found.ready and found.report["waiting"] == 0
    assert found.report["together"][0]["how_many"] == 20 and not any(one["counts"] for one in found.report["shares"])
    assert "20 ratings came in together, and they count as one" in shown(client, version)


def test_a_campaign_founded_today_gets_going(cast: Cast) -> None:
    version, begun = published(cast), clock.now()
    with clock.at(begun):
        early = crowd(cast, 8)
    for number, one in enumerate(early):
        with clock.at(begun + timedelta(minutes=2 * number)):
            ask_question(title=f"What about {one.account.email}?", actor=one.actor)
            rate_version(version=version, value="yes", actor=one.actor)
    assert judged(version).ready, "who is new and did something else counts at once, one invitation or not"
