"""A member's home: what breaks for their communities, where their voice is missing, what became of what they did."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests import stages
from tests.cast import Cast, player

from groundswell.communities.services import enter_community
from groundswell.responses.services import invite_author
from groundswell.sharing.models import Visit
from groundswell.sharing.services import make_pass_on, pass_further, record_visit
from groundswell.wire.services import say_touches


def home(cast: Cast, client: Client, who: Any) -> str:
    client.force_login(who.account)
    return client.get("/ellery/").content.decode()


def test_a_newcomer_is_told_the_next_step_and_nothing_is_held_against_them(cast: Cast, client: Client) -> None:
    page = home(cast, client, player(cast.campaign, "Nia"))
    assert "You are in no community yet." in page and "Find yours" in page
    assert "The first step takes a minute" in page
    assert "0 " not in page[page.index("What became of what you did") :][:600], "nobody is shown a nought"


def test_visitors_see_none_of_it(cast: Cast, client: Client) -> None:
    page = client.get("/ellery/").content.decode()
    assert "What became of what you did" not in page and "Your communities" not in page


def test_what_breaks_for_ones_communities_comes_first(cast: Cast, client: Client) -> None:
    story = stages.story(cast)
    say_touches(story=story, community=cast.ferry, touches=True, actor=cast.ben.actor)
    page = home(cast, client, cast.ben)
    assert page.index("What breaks for your communities") < page.index("What breaks</h2>")
    assert "What breaks for your communities" not in home(cast, client, cast.ada)


def test_an_answer_that_waits_for_ones_community_says_so(cast: Cast, client: Client) -> None:
    version = stages.published(cast)
    for reader in stages.neighbours(cast, cast.ferry, "Fay Finn Flo Fred"):
        stages.rate_version(version=version, value="yes", actor=reader.actor)
    stages.rate_version(version=version, value="yes", actor=stages.neighbours(cast, cast.orchard, "Oda")[0].actor)
    stages.compute_readiness(version=version, actor=stages.machine(cast.campaign.pk))
    grower = player(cast.campaign, "Olaf")
    assert "It waits for readers from Orchard growers." not in home(cast, client, grower)
    enter_community(community=cast.orchard, actor=grower.actor)
    assert "It waits for readers from Orchard growers." in home(cast, client, grower)


def test_what_became_of_what_one_wrote_read_and_passed_on(cast: Cast, client: Client) -> None:
    adoption = stages.adopted(cast)
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    assert "Your link is ready to be given to somebody." in home(cast, client, cast.ben)
    for kind in (Visit.Kind.PERSON, Visit.Kind.PERSON, Visit.Kind.MACHINE):
        record_visit(campaign_id=cast.campaign.pk, pass_on_id=link.pk, kind=kind)
    pass_further(pass_on=link, key="a", actor=cast.visitor)
    page = home(cast, client, cast.ben)
    assert "Your link was opened 2 times." in page and "One person passes it on from there." in page
    assert "You wrote on it. Ferry Street took it." in home(cast, client, cast.cleo)
    reader = adoption.version.ratings.select_related("member__account").first()
    assert reader is not None
    page = home(cast, client, reader.member)
    assert "You read it, and it became ready. Ferry Street took it." in page


def test_what_one_is_writing_stands_first_whoever_began_it(cast: Cast, client: Client) -> None:
    draft = stages.started(cast)
    assert "What you are writing" not in home(cast, client, cast.ada)
    assert cast.ada.member
    invite_author(response=draft, member=cast.ada.member, actor=cast.cleo.actor)
    for one in (cast.cleo, cast.ada):
        page = home(cast, client, one)
        assert page.index("What you are writing") < page.index("What breaks</h2>")
        assert f"/ellery/answers/{draft.pk}/edit/" in page and stages.WORDS.title in page


def test_home_costs_the_same_however_much_one_did(cast: Cast, client: Client, django_assert_max_num_queries: Any) -> None:
    adoption = stages.adopted(cast)
    make_pass_on(adoption=adoption, actor=cast.ben.actor)
    stages.second_version(cast, adoption.version)
    client.force_login(cast.ben.account)
    with django_assert_max_num_queries(30):
        client.get("/ellery/")
