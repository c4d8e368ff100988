"""The chain on an answer's page: hands, links, openings by people, in words, in a table and in a drawing."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.kit import live, slots
from groundswell.kit.clock import now
from groundswell.sharing.models import PassOn, Visit
from groundswell.sharing.selectors.chains import chain_of, way_to
from groundswell.sharing.services import pass_further, record_visit


def grow(cast: Cast, link: PassOn, hands: int) -> PassOn:
    """Each next hand gives it to two, and one of the two goes on."""
    for number in range(hands):
        pass_further(pass_on=link, key=f"a{number}", actor=cast.visitor)
        link = pass_further(pass_on=link, key=f"b{number}", actor=cast.visitor)
    return link


def opened(link: PassOn, times: int, kind: Visit.Kind = Visit.Kind.PERSON) -> None:
    for _ in range(times):
        record_visit(campaign_id=link.campaign_id, pass_on_id=link.pk, kind=kind)


def test_counts(begun: Begun, cast: Cast) -> None:
    last = grow(cast, begun.first, 3)
    opened(begun.first, 3)
    opened(last, 2)
    opened(last, 9, Visit.Kind.MACHINE)
    chain = chain_of(begun.adoption.version.response_id)
    assert [(hand.number, hand.links, hand.opened) for hand in chain.hands] == [(1, 1, 3), (2, 2, 0), (3, 2, 0), (4, 2, 2)]
    assert (chain.links, chain.opened, chain.depth) == (7, 5, 4)
    assert chain.communities == [("Ferry Street", 7, 5)]


def test_the_way_to_a_link_counts_the_other_hands(begun: Begun, cast: Cast) -> None:
    last = grow(cast, begun.first, 3)
    pass_further(pass_on=last, key="z", actor=cast.visitor)
    assert way_to(begun.first) == [2], "the reader of the first link is the next: both given links are others"
    assert way_to(last) == [1, 1, 1, 1]
    far = grow(cast, last, 20)
    assert len(way_to(far)) == 7, "only the nearest hands are drawn"


def test_the_page_part_speaks_for_itself(begun: Begun, cast: Cast, client: Any) -> None:
    grow(cast, begun.first, 2)
    opened(begun.first, 1)
    response_id = begun.adoption.version.response_id
    part = client.get(f"/ellery/p/chain/{response_id}").content.decode()
    assert part.startswith(f'<section class="stack" id="chain-{response_id}" data-live="chain:{response_id}"')
    assert "5 people have taken a link of their own." in part and "It was opened once." in part
    assert "The longest chain has 3 hands." in part
    assert '<th scope="row">3</th><td>2</td><td>0</td>' in part


def test_the_number_of_queries_does_not_grow(begun: Begun, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        chain_of(begun.adoption.version.response_id)
    grow(cast, begun.first, 15)
    with CaptureQueriesContext(connection) as many:
        chain_of(begun.adoption.version.response_id)
    assert len(many) == len(few) == 6


def test_an_answer_nobody_can_see_has_no_chain(begun: Begun, client: Any) -> None:
    assert client.get("/ellery/p/chain/01890000-0000-7000-8000-000000000000").status_code == 404


def test_a_new_link_redraws_the_chain_for_everybody(begun: Begun, cast: Cast, rf: Any) -> None:
    from types import SimpleNamespace

    from groundswell.web.live.work import visitor_request

    moves = live.movement("sharing.pass_on_made")
    assert moves is not None and moves.fragments is not None
    response_id = str(begun.adoption.version.response_id)
    row = SimpleNamespace(
        at=now(),
        campaign_id=cast.campaign.pk,
        kind=moves.kind,
        actor_id=None,
        subject_id=begun.first.pk,
        data={"response": response_id},
    )
    (fragment,) = moves.fragments(visitor_request(cast.campaign), row)
    assert moves.rooms(row) == [fragment.room] == [f"chain:{response_id}"]
    assert fragment.target == f"chain-{response_id}" and f'id="{fragment.target}"' in fragment.html
    assert moves.once_for(row) == response_id


def test_members_of_the_community_find_the_button(begun: Begun, cast: Cast, rf: Any) -> None:
    def offered(who: Any) -> str:
        request = rf.get("/ellery/")
        request.campaign, request.actor = cast.campaign, who
        response = begun.adoption.version.response
        return str(slots.fill("responses.answer.pass_on", request, response=response, version=None, adoptions=[begun.adoption]))

    assert f"/ellery/p/make/{begun.adoption.pk}" in offered(cast.cleo.actor)
    assert f"/ellery/p/{begun.first.code}/yours" in offered(cast.ben.actor), "who has a link is led to it"
    assert offered(cast.ada.actor) == offered(cast.visitor) == ""
