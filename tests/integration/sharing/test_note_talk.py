"""Whoever holds a link says with how many people they talked; it is added up, with a range, and names nobody."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, player
from tests.integration.sharing.conftest import Begun
from tests.integration.sharing.test_add_outcomes import add, links

from groundswell.communities.services import enter_community, found_community
from groundswell.kit.errors import BadInput, NotHere, TooMany
from groundswell.responses.services import adopt_version
from groundswell.sharing.models import Outcome, OutcomeOfWords, Talk
from groundswell.sharing.selectors.links import talked_about
from groundswell.sharing.services import make_pass_on, note_talk


def test_note_a_talk(begun: Begun, cast: Cast, client: Client, recorded: Callable[[], list[str]]) -> None:
    client.force_login(cast.ben.account)
    assert "You noted no conversation with it yet." in client.get(begun.at("/yours")).content.decode()
    sent = {"many": "3", "key": str(uuid.uuid4())}
    for _twice in range(2):
        assert client.post(begun.at("/talked"), sent).status_code == 302
    assert Talk.objects.get().many == 3 and recorded()[-1] == "sharing.talk_noted"
    assert "You noted 3 conversations with it." in client.get(begun.at("/yours")).content.decode()
    refused = client.post(begun.at("/talked"), {"many": "0"})
    assert refused.status_code == 422 and "Say a number from 1 to 50." in refused.content.decode()


def test_whose_link_it_is_not(begun: Begun, cast: Cast, client: Client) -> None:
    for who in (cast.cleo.actor, cast.visitor, cast.dan.actor):
        with pytest.raises(NotHere):
            note_talk(pass_on=begun.first, many=1, actor=who)
        assert talked_about(begun.first, who) is None
    assert "Conversations" not in client.get(begun.at("/yours")).content.decode()
    with pytest.raises(BadInput):
        note_talk(pass_on=begun.first, many=51, actor=cast.ben.actor)
    for _number in range(12):
        note_talk(pass_on=begun.first, many=1, actor=cast.ben.actor)
    with pytest.raises(TooMany):
        note_talk(pass_on=begun.first, many=1, actor=cast.ben.actor)


def test_talks_are_added_up_by_the_words_they_were_about(begun: Begun, cast: Cast, client: Client) -> None:
    note_talk(pass_on=begun.first, many=5, actor=cast.ben.actor)
    own = adopt_version(version=begun.adoption.version, community=cast.ferry, words="Ours.", actor=cast.ben.actor)
    holders = [player(cast.campaign, name) for name in ("Hal", "Hana", "Hugo")]
    for one in holders:
        enter_community(community=cast.ferry, actor=one.actor)
        note_talk(pass_on=make_pass_on(adoption=own, actor=one.actor), many=4, actor=one.actor)
    links(own, 9, opened=2)
    assert add(cast) == 1 and add(cast) == 0
    assert Outcome.objects.get().talked == 17
    by_words = {one.adoption_id: one for one in OutcomeOfWords.objects.all()}
    assert by_words[begun.adoption.pk].talked == 5 and by_words[begun.adoption.pk].talked_low is None
    ours = by_words[own.pk]
    assert (ours.links, ours.opened, ours.talked, ours.joined) == (12, 18, 12, 0)
    assert ours.talked_low and ours.talked_high and ours.talked_low < 1 < ours.talked_high and ours.joined_low is None
    page = " ".join(client.get("/ellery/communities/ferry-street/").content.decode().split())
    assert "12 people took a link to pass it on. The links were opened 18 times. They talked with 12 people about it." in page
    assert f'<div class="stack" id="followed-{own.pk}"' in page and "&lt;" not in page
    assert "Who holds one talks with" in page and "Of a hundred openings" not in page


def test_a_community_sees_its_own_counters_and_who_else_speaks_with_it(
    begun: Begun, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    adopt_version(version=begun.adoption.version, community=cast.orchard, words="Ours.", actor=cast.cleo.actor)
    assert "Nobody here has passed these words on yet." in client.get("/ellery/communities/orchard-growers/").content.decode()
    add(cast)
    part = f"/ellery/p/followed/{begun.adoption.pk}"
    with django_assert_max_num_queries(6):
        shown = " ".join(client.get(part).content.decode().split())
    assert "One person took a link to pass it on." in shown and f'data-live-url="{part}"' in shown
    assert "Others who speak with it:" in shown and "Orchard growers</a> (in its own words)" in shown
    assert client.get(f"/ellery/p/followed/{uuid.uuid4()}").status_code == 404


def test_what_works_elsewhere_while_nobody_knows_who_is_alike(begun: Begun, cast: Cast, client: Client) -> None:
    links(begun.adoption, 11, opened=1)
    add(cast)
    found_community(name="The quarry", actor=player(cast.campaign, "Zoe").actor)
    page = client.get("/ellery/communities/the-quarry/").content.decode()
    assert "What works in other communities" in page and "The one community that speaks with it passed it on." in page
    assert begun.adoption.version.title in page
