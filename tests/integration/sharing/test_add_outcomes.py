"""What followed adopted answers is added up by community, compared with what is usual, told without claiming a cause."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast, player
from tests.integration.sharing.conftest import Begun

from groundswell.communities.services import enter_community, found_community, hide_thing
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.errors import NotHere
from groundswell.kit.ids import code, uuid7
from groundswell.responses.models import Adoption
from groundswell.responses.services import adopt_version, end_adoption
from groundswell.sharing.models import Followed, Outcome, PassOn, Visit
from groundswell.sharing.selectors.outcomes import outcomes_of, working_for
from groundswell.sharing.services import add_outcomes, add_up_visits, note_sign_up, pass_further, record_visit


def add(cast: Cast) -> int:
    """Visits are added up, and then what followed."""
    Visit.objects.update(at=now() - datetime.timedelta(minutes=10))
    add_up_visits(campaign=cast.campaign, actor=machine(cast.campaign.pk))
    return add_outcomes(campaign=cast.campaign, actor=machine(cast.campaign.pk))


def links(adoption: Adoption, many: int, *, opened: int = 0) -> list[PassOn]:
    """So many first hands, each link opened so often."""
    made = []
    for _ in range(many):
        pk = uuid7()
        known = {"campaign_id": adoption.campaign_id, "adoption": adoption, "made_at": now()}
        made.append(PassOn(id=pk, code=code(), root_id=pk, **known))
    PassOn.objects.bulk_create(made)
    for one in made:
        for _ in range(opened):
            record_visit(campaign_id=adoption.campaign_id, pass_on_id=one.pk, kind=Visit.Kind.PERSON)
    return made


def page(client: Any, adoption: Adoption) -> str:
    return " ".join(client.get(f"/ellery/answers/{adoption.version.response_id}/").content.decode().split())


def test_each_community_sees_what_others_did_with_it(
    begun: Begun, cast: Cast, client: Client, recorded: Callable[[], list[str]]
) -> None:
    there = adopt_version(version=begun.adoption.version, community=cast.orchard, words="Ours.", actor=cast.cleo.actor)
    links(there, 12, opened=3)
    further = pass_further(pass_on=begun.first, key="a", actor=cast.visitor)
    assert cast.cleo.member
    note_sign_up(code=further.code, member=cast.cleo.member, actor=machine(cast.campaign.pk))
    assert add(cast) == 1 and recorded()[-2:] == ["sharing.outcomes_added", "sharing.sign_ups_added"]
    told = outcomes_of(begun.adoption.version.response_id, cast.visitor)
    orchard, ferry = told.there
    assert orchard.outcome and (orchard.outcome.links, orchard.outcome.opened) == (12, 36)
    assert orchard.outcome.low and orchard.outcome.high and orchard.outcome.low < 3 < orchard.outcome.high
    assert ferry.outcome and (ferry.outcome.links, ferry.outcome.further, ferry.outcome.low) == (2, 1, None)
    assert (ferry.joined, ferry.few_joined, told.says) == (0, True, True)
    shown = page(client, begun.adoption)
    assert "12 people took a link to pass it on. The links were opened 36 times." in shown
    assert "in its own words, since" in shown
    assert "Too few links to say how often one is opened: from 10 on there is a range." in shown
    assert "A few joined after it." in shown and "nobody drew lots who takes an answer" in shown
    assert "caused" not in shown and "thanks to" not in shown


def test_nothing_new_is_not_added_again(begun: Begun, cast: Cast, recorded: Callable[[], list[str]]) -> None:
    assert add(cast) == 1 and add(cast) == 0
    assert recorded().count("sharing.outcomes_added") == 1
    pass_further(pass_on=begun.first, key="b", actor=cast.visitor)
    assert add(cast) == 1 and Outcome.objects.get().links == 2 and Followed.objects.get().links == 2
    with pytest.raises(NotHere):
        add_outcomes(campaign=cast.campaign, actor=cast.ada.actor)


@pytest.fixture
def alike(begun: Begun, cast: Cast) -> Adoption:
    """Three are in Ferry Street and in the mill, which speaks with nothing yet; Ada hosts it."""
    mill = found_community(name="The mill", actor=cast.ada.actor)
    for name in ("Mia", "Moe", "Mo"):
        who = player(cast.campaign, name)
        for community in (cast.ferry, mill):
            enter_community(community=community, actor=who.actor)
    return begun.adoption


def test_what_works_for_communities_like_this_one(alike: Adoption, cast: Cast, client: Client) -> None:
    links(alike, 11, opened=2)
    add(cast)
    client.force_login(cast.cleo.account)
    shown = " ".join(client.get("/ellery/communities/the-mill/").content.decode().split())
    assert "What works for communities like this one" in shown and alike.version.title in shown
    assert "The one community like this that speaks with it passed it on." in shown
    assert "As much followed as is usual in these communities, as far as can be told." in shown
    assert "Shown because communities like this one speak with it:" in shown and "Take it for The mill" not in shown
    client.force_login(cast.ada.account)
    assert "Take it for The mill" in client.get("/ellery/communities/the-mill/").content.decode()
    (found,) = working_for(alike_of(cast), [cast.ferry], cast.ada.actor)
    client.post(f"/ellery/answers/{found.version.response_id}/versions/1/adopt/", {"community": str(alike_of(cast).pk)})
    assert working_for(alike_of(cast), [cast.ferry], cast.ada.actor) == [], "what it speaks with is not offered again"


def alike_of(cast: Cast) -> Any:
    from groundswell.communities.models import Community

    return Community.objects.get(slug="the-mill")


def test_what_was_let_go_hidden_or_too_little_known(alike: Adoption, cast: Cast, client: Client) -> None:
    add(cast)
    assert "Too few links to say what follows" in client.get("/ellery/communities/the-mill/").content.decode()
    hide_thing(subject_type="responses.Version", subject_id=alike.version_id, reason="Wrong.", actor=cast.ada.actor)
    assert working_for(alike_of(cast), [cast.ferry], cast.visitor) == []
    end_adoption(adoption=alike, actor=cast.ben.actor)
    assert working_for(alike_of(cast), [cast.ferry], cast.visitor) == []
    assert "Nothing that communities like this one speak with" in client.get("/ellery/communities/the-mill/").content.decode()


def test_what_followed_more_than_usual_stands_first(alike: Adoption, cast: Cast, django_assert_max_num_queries: Any) -> None:
    other = stages.ready_again(cast, "Ask the board twice")
    second = adopt_version(version=other, community=cast.ferry, actor=cast.ben.actor)
    links(alike, 30, opened=1)
    links(second, 30, opened=9)
    add(cast)
    mill, ada = alike_of(cast), cast.ada.actor
    with django_assert_max_num_queries(5):
        found = working_for(mill, [cast.ferry], ada)
    assert [one.version.title for one in found] == ["Ask the board twice", alike.version.title]
    assert found[0].followed and found[1].followed and found[0].followed.ratio_low > 1 > found[1].followed.ratio_high
