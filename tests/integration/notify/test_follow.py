"""Following by a button or by words, letting go, muting: one's own alone, and only what is there."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere
from groundswell.notify.models import Follow, Mute, Watch
from groundswell.notify.services import follow, mute, unfollow, unmute
from groundswell.notify.services.following import MOST


@pytest.fixture
def ben(cast: Cast, client: Client) -> Client:
    """Ben's browser."""
    client.force_login(cast.ben.account)
    return client


def test_a_button_follows_and_lets_go(ben: Client, cast: Cast, recorded: Any) -> None:
    page = f"/ellery/communities/{cast.ferry.slug}/"
    assert ">Follow</button>" in ben.get(page).content.decode()
    sent = ben.post("/ellery/hear/follow", {"kind": "community", "thing": cast.ferry.pk, "next": page})
    assert (sent.status_code, sent["Location"]) == (302, page)
    assert "You follow this." in ben.get(page).content.decode()
    ben.post("/ellery/hear/follow", {"kind": "community", "thing": cast.ferry.pk})
    ben.post(f"/ellery/hear/follow/{Follow.objects.get().pk}/end")
    assert not Follow.objects.exists()
    assert recorded() == ["notify.follow_made", "notify.follow_ended"]


def test_with_scripts_the_buttons_alone_come_back(ben: Client, cast: Cast) -> None:
    story = stages.story(cast)
    sent = ben.post("/ellery/hear/follow", {"kind": "story", "thing": story.pk}, HTTP_HX_REQUEST="true")
    text = sent.content.decode()
    assert sent.status_code == 200 and "<html" not in text
    assert "You follow this." in text and f'id="hearing-{story.pk}"' in text


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client, cast: Cast) -> None:
    story = stages.story(cast)
    page = f"/ellery/wire/{story.pk}/"
    response = client.get(page)
    assert f'href="/accounts/login/?next={page}">Follow</a>' in response.content.decode()
    assert not response.cookies  # the page is made once for all visitors: it holds no token
    sent = client.post("/ellery/hear/follow", {"kind": "story", "thing": story.pk})
    assert sent["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("kind", ["story", "pillar", "community", "member", ""])
def test_what_is_not_there_is_not_followed(ben: Client, kind: str) -> None:
    assert ben.post("/ellery/hear/follow", {"kind": kind, "thing": uuid.uuid4()}).status_code == 404
    assert ben.post("/ellery/hear/follow", {"kind": kind, "thing": "x"}).status_code == 404


def test_words_are_cleaned_and_must_say_something(cast: Cast) -> None:
    made = follow(campaign=cast.campaign, kind="words", words="  <b>water</b>\n rates ", actor=cast.ben.actor)
    assert made.words == "water rates"
    assert Watch.objects.get(thing_id=made.pk).stems == ["english:rate", "english:water"]
    for words in ("", "the and of"):
        with pytest.raises(BadInput):
            follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)


def test_words_that_say_nothing_are_told_on_the_form(ben: Client) -> None:
    sent = ben.post("/ellery/hear/follow", {"kind": "words", "words": "the and of"})
    assert sent.status_code == 422
    assert "Write rarer ones." in sent.content.decode()
    assert not Follow.objects.exists()


def test_there_is_an_end_to_it(cast: Cast) -> None:
    for number in range(MOST):
        follow(campaign=cast.campaign, kind="words", words=f"street{number}", actor=cast.ben.actor)
    with pytest.raises(BadInput):
        follow(campaign=cast.campaign, kind="words", words="one more", actor=cast.ben.actor)


def test_nobody_lets_go_for_somebody_else(cast: Cast) -> None:
    made = follow(campaign=cast.campaign, kind="words", words="marrow", actor=cast.ben.actor)
    muted = mute(campaign=cast.campaign, kind="story", thing_id=stages.story(cast).pk, actor=cast.ben.actor)
    for other in (cast.ada.actor, cast.visitor):
        with pytest.raises(NotHere):
            unfollow(follow=made, actor=other)
        with pytest.raises(NotHere):
            unmute(mute=muted, actor=other)
    assert Follow.objects.exists() and Mute.objects.exists()


def test_muting_and_hearing_again(ben: Client, cast: Cast, recorded: Any) -> None:
    story = stages.story(cast)
    before = len(recorded())
    ben.post("/ellery/hear/mute", {"kind": "story", "thing": story.pk})
    page = ben.get(f"/ellery/wire/{story.pk}/").content.decode()
    assert "You muted this." in page
    path = re.search(r'action="(/ellery/hear/mute/[0-9a-f-]+/end)"', page)
    assert path
    ben.post(path[1])
    assert not Mute.objects.exists()
    assert recorded()[before:] == ["notify.thing_muted", "notify.thing_unmuted"]


def test_what_cannot_be_muted_is_not_here(ben: Client, cast: Cast) -> None:
    for kind in ("community", "words", "nothing"):
        assert ben.post("/ellery/hear/mute", {"kind": kind, "thing": cast.ferry.pk}).status_code == 404
