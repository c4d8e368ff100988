"""Communities like one's own: by members, stories and answers in common, said in words that name nobody."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import stages
from tests.cast import Cast, player

from groundswell.communities.selectors.alike import alike, members_in_common
from groundswell.communities.services import enter_community, found_community, hide_thing
from groundswell.responses.services import adopt_version

PAGE = "/ellery/communities/ferry-street/"


def _shared(cast: Cast, many: int) -> None:
    """Let many be in Ferry Street and with the growers."""
    for number in range(many):
        who = player(cast.campaign, f"Neighbour{chr(97 + number)}")
        for community in (cast.ferry, cast.orchard):
            enter_community(community=community, actor=who.actor)


def test_members_in_common_are_counted_from_three_on(cast: Cast, client: Client) -> None:
    assert members_in_common(cast.campaign, [cast.ferry.pk]) == {cast.orchard.pk: 1}
    (one,) = alike(cast.campaign, cast.visitor, [cast.ferry.pk], {})
    assert (one.community, one.members, one.few_members) == (cast.orchard, 0, True)
    page = client.get(PAGE).content.decode()
    assert "Orchard growers" in page and "a few members in common" in page and "Cleo" not in page
    _shared(cast, 3)
    (one,) = alike(cast.campaign, cast.visitor, [cast.ferry.pk], {})
    assert (one.members, one.few_members) == (4, False)
    assert "4 members in common" in client.get(PAGE).content.decode()


def test_stories_and_answers_weigh_and_are_said(cast: Cast, client: Client) -> None:
    adoption = stages.adopted(cast)
    adopt_version(version=adoption.version, community=cast.orchard, actor=cast.cleo.actor)
    page = client.get(PAGE).content.decode()
    assert "both speak with one and the same answer" in page
    found = alike(cast.campaign, cast.visitor, [cast.ferry.pk], {"stories": {cast.orchard.pk: 2}})
    assert found[0].stories == 2


def test_those_of_ones_own_are_in_the_directory_and_not_oneself(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    page = client.get("/ellery/communities/").content.decode()
    assert "Communities like yours" in page and "a few members in common" in page
    client.force_login(cast.ada.account)
    assert "Come into one, and those most like it show here" in client.get("/ellery/communities/").content.decode()
    assert "Communities like yours" not in Client().get("/ellery/communities/").content.decode()


def test_the_hidden_and_the_distant_are_left_out(cast: Cast, client: Client) -> None:
    found_community(name="Far away", actor=cast.ada.actor)
    hide_thing(subject_type="communities.Community", subject_id=cast.orchard.pk, reason="Cruel.", actor=cast.ada.actor)
    assert alike(cast.campaign, cast.visitor, [cast.ferry.pk], {}) == []
    assert "None is known yet." in client.get(PAGE).content.decode()


def test_it_asks_the_same_however_many_are_in_common(cast: Cast) -> None:
    costs = []
    for many in (1, 6):
        _shared(cast, many) if many == 6 else None
        with CaptureQueriesContext(connection) as queries:
            alike(cast.campaign, cast.visitor, [cast.ferry.pk], {})
        costs.append(len(queries))
    assert costs == [3, 3]
