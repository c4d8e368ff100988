"""The page "My ratings": what one said, what became of it, and changing one's mind there; for nobody else's eyes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, player
from tests.stages import adopted, neighbours, next_version, published, second_version

from groundswell.communities.services import hide_thing
from groundswell.kit.errors import Refused
from groundswell.responses.models import Rating, Version
from groundswell.responses.policies import can_see_own_rating, own_ratings_of
from groundswell.responses.services import ask_question, rate_version
from groundswell.responses.tasks import look_again

PAGE = "/ellery/answers/my-ratings/"


def page(client: Client) -> str:
    return " ".join(client.get(PAGE).content.decode().split())


def test_what_one_said_and_what_became_of_it(cast: Cast, client: Client) -> None:
    adoption = adopted(cast)
    client.force_login(cast.ben.account)
    assert "You have not rated an answer yet." in page(client)
    rate_version(version=adoption.version, value="partly", reason="The tone.", actor=cast.ben.actor)
    shown = page(client)
    assert "You said: partly helpful." in shown and "“The tone.”" in shown and "One community speaks with it." in shown
    assert ">Ready<" in shown and "You are new here." in shown
    second_version(cast, adoption.version)
    shown = page(client)
    assert "Version 2 is out; what you said stays with the old text." in shown and "Change my mind about" in shown


def test_changing_ones_mind_keeps_the_reason_and_leads_back(
    cast: Cast, client: Client, recorded: Callable[[], list[str]]
) -> None:
    version = published(cast)
    rate_version(version=version, value="no", reason="No source.", actor=cast.ben.actor)
    client.force_login(cast.ben.account)
    assert 'name="reason" value="No source."' in page(client)
    sent = {"value": "yes", "reason": "No source.", "back": "mine"}
    answer = client.post(f"/ellery/answers/{version.response_id}/versions/1/rate/", sent)
    assert answer["Location"] == PAGE
    kept = Rating.objects.get(member=cast.ben.member)
    assert (kept.value, kept.reason) == ("yes", "No source.") and recorded()[-1] == "responses.version_rated"


def test_what_nobody_stands_by_or_what_is_hidden_is_closed(cast: Cast, client: Client) -> None:
    version = published(cast)
    (fay,) = neighbours(cast, cast.ferry, "Fay")
    rate_version(version=version, value="yes", actor=fay.actor)
    client.force_login(fay.account)
    assert "Change my mind" in page(client)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Wrong.", actor=cast.ada.actor)
    assert "Change my mind" not in page(client) and "A hidden answer" in page(client)
    assert "You are new here." not in page(client)


def test_it_is_ones_own_and_both_forms_agree(cast: Cast, client: Client) -> None:
    version = published(cast)
    rate_version(version=version, value="yes", actor=cast.ben.actor)
    rating = Rating.objects.get()
    for who, sees in ((cast.ben.actor, True), (cast.ada.actor, False), (cast.visitor, False)):
        assert can_see_own_rating(who, rating) is sees
        assert own_ratings_of(who, Rating.objects.all()).exists() is sees
    client.force_login(cast.ada.account)
    assert version.title not in page(client)


def test_it_costs_the_same_however_much_one_rated(cast: Cast, client: Client) -> None:
    version = published(cast)
    rate_version(version=version, value="yes", actor=cast.ben.actor)
    client.force_login(cast.ben.account)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for number in range(5):
        more = Version.objects.create(
            campaign=cast.campaign,
            response=version.response,
            number=number + 2,
            title=f"Take {number}",
            published_at=version.published_at,
        )
        Rating.objects.create(
            campaign=cast.campaign, version=more, member=cast.ben.member, value="no", rated_at=more.published_at
        )
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few) <= 15


def test_hosts_are_told_and_others_not(cast: Cast, client: Client) -> None:
    from tests.integration.responses.test_weigh_raters import invited, judged

    version = published(cast)
    for reader in invited(cast, "Oda Olaf Omar"):
        rate_version(version=version, value="yes", actor=reader.actor)
    judged(version)
    look_again()
    where = f"/ellery/communities/{cast.orchard.slug}/reports/"
    client.force_login(cast.cleo.account)
    shown = client.get(where).content.decode()
    assert "Ratings that came in together" in shown and "3 ratings" in shown and "nobody is accused" in shown
    client.force_login(cast.ben.account)
    assert "came in together" not in client.get(where).content.decode()


def test_a_version_nobody_stands_by_is_closed(cast: Cast, client: Client) -> None:
    first = published(cast)
    (fay,) = neighbours(cast, cast.ferry, "Fay")
    rate_version(version=first, value="yes", actor=fay.actor)
    next_version(cast, first)
    with pytest.raises(Refused, match="This version is closed"):
        rate_version(version=first, value="no", actor=fay.actor)
    client.force_login(fay.account)
    assert "It is closed: nobody rates it any more." in page(client)
    shown = client.get(f"/ellery/answers/{first.response_id}/versions/1/").content.decode()
    assert "It is closed: a newer version is out" in shown and 'aria-label="Your rating"' not in shown


def test_who_is_new_here_hears_at_once_when_what_they_said_will_count(cast: Cast, client: Client) -> None:
    version = published(cast)
    new = player(cast.campaign, "Nell")
    client.force_login(new.account)
    where = f"/ellery/answers/{version.response_id}/versions/1/rate/"
    shown = client.post(where, {"value": "yes"}, headers={"HX-Request": "true"}).content.decode()
    assert "You are new here, so what you said counts as soon as you have done something else" in shown
    ask_question(title="Who pays?", actor=new.actor)
    assert "You are new here" not in client.get(f"/ellery/answers/{version.response_id}/").content.decode()
