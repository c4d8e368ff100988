"""What all members see alike on a page is made once, until something happens in the campaign; what is one's own never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from tests.cast import Cast, Player
from tests.stages import WORDS, published

from groundswell.campaigns.selectors import enter
from groundswell.communities.services import found_community
from groundswell.kit.shared import made_once
from groundswell.responses.services import start_response
from groundswell.web.public_pages import SharedParts

pytestmark = pytest.mark.kept_parts

# A savepoint and its end, the campaign, the session, who it is; the story, what it touches and what one said of that,
# what is linked to it, following, muting and who was told, and what one is writing.
FOR_ONESELF = 14


class Look:
    """One server for all who look: a client of Django's has its own, so that they take turns at one."""

    def __init__(self) -> None:
        self._client = Client()

    def __call__(self, who: Player, page: str) -> str:
        self._client.force_login(who.account)
        return self.again(page)

    def again(self, page: str) -> str:
        """The same person once more."""
        return self._client.get(page).content.decode()


@pytest.fixture
def look() -> Look:
    return Look()


def test_the_second_member_pays_for_what_is_ones_own(
    cast: Cast, look: Look, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    page = f"/ellery/wire/{published(cast).response.story_id}/"
    look(cast.ben, page)
    look(cast.cleo, page)
    with django_assert_max_num_queries(FOR_ONESELF):
        assert "Write another answer" in look.again(page)


def test_a_deed_is_seen_by_the_next_who_looks(cast: Cast, look: Look) -> None:
    page = f"/ellery/wire/{published(cast).response.story_id}/"
    assert "Night nurses" not in look(cast.ben, page)
    found_community(name="Night nurses", purpose="Those who work when others sleep.", actor=cast.cleo.actor)
    assert "Night nurses" in look(cast.ben, page), "among what the story may touch"


def test_a_part_with_a_forms_token_is_never_kept(cast: Cast) -> None:
    request = RequestFactory().get("/ellery/wire/")
    request.campaign = enter("ellery")  # type: ignore[attr-defined]
    request.parts = SharedParts()  # type: ignore[attr-defined]
    shown = [str(made_once(request, "a form", lambda: get_token(request))) for _time in range(2)]
    assert shown[0] != shown[1], "each has a mask of its own"
    told = [str(made_once(request, "no form", lambda n=n: f"{n}")) for n in range(2)]
    assert told == ["0", "0"]


def test_a_draft_is_shown_to_its_writer_alone(cast: Cast, look: Look) -> None:
    story = published(cast).response.story
    page = f"/ellery/wire/{story.pk}/"
    start_response(story=story, content=WORDS, actor=cast.ben.actor)
    assert "You are writing" in look(cast.ben, page)
    assert "You are writing" not in look(cast.cleo, page)
