"""Adopting: a host takes a ready version for the community, as it is or in its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published, ready

from groundswell.communities.services.reports import hide_thing
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.responses.models import Adoption
from groundswell.responses.services import adopt_version, compute_readiness, publish_version, rate_version, save_working_copy

Ask = Callable[..., HttpResponse]


def test_a_host_adopts_it_once_as_it_is(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = ready(cast)
    first, again = (adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor) for _ in range(2))
    assert first == again and Adoption.objects.count() == 1
    assert (first.words, first.adopted_by, first.ended_at) == ("", cast.ben.member, None)
    assert recorded()[-2:] == ["responses.version_became_ready", "responses.version_adopted"]


def test_own_words_take_the_place_of_the_first_adoption(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = ready(cast)
    plain = adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)
    own = adopt_version(version=version, community=cast.ferry, words="Come and hear the samples.", actor=cast.ben.actor)
    plain.refresh_from_db()
    assert own.words == "Come and hear the samples." and plain.ended_at is not None
    assert recorded()[-2:] == ["responses.version_adopted"] * 2


def test_a_newer_version_takes_the_place_of_the_older_one(cast: Cast) -> None:
    version = ready(cast)
    old = adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)
    save_working_copy(response=version.response, content=replace(WORDS, title="Newer"), revision=1, actor=cast.cleo.actor)
    newer = publish_version(response=version.response, revision=2, actor=cast.cleo.actor)
    for rating in version.ratings.all():
        rate_version(version=newer, value="yes", actor=replace(cast.visitor, member_id=rating.member_id))
    compute_readiness(version=newer, actor=machine(cast.campaign.pk))
    new = adopt_version(version=newer, community=cast.ferry, actor=cast.ben.actor)
    old.refresh_from_db()
    assert old.ended_at is not None and new.ended_at is None


def test_what_is_not_ready_is_refused_in_words(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    with pytest.raises(Refused, match="not ready yet"):
        adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)
    assert "responses.version_adopted" not in recorded()


def test_words_without_end_are_refused_at_their_field(cast: Cast) -> None:
    version = ready(cast)
    with pytest.raises(BadInput) as refusal:
        adopt_version(version=version, community=cast.ferry, words="x" * 8001, actor=cast.ben.actor)
    assert refusal.value.field == "words"


@pytest.mark.parametrize("who", ["ada", "cleo", "dan"])
def test_nobody_adopts_for_a_community_they_do_not_host(cast: Cast, who: str) -> None:
    version = ready(cast)
    with pytest.raises(NotHere):
        adopt_version(version=version, community=cast.ferry, actor=getattr(cast, who).actor)


def test_a_host_takes_it_with_one_press_or_in_own_words(cast: Cast, ask: Ask) -> None:
    version = ready(cast)
    path = f"{version.response_id}/versions/1/"
    assert "Take it for Ferry Street" in ask(path, "ben").content.decode()
    assert ask(f"{path}adopt/", "ben", {"community": str(cast.ferry.pk)}).status_code == 302
    assert "Take it for Ferry Street" not in ask(path, "ben").content.decode()
    assert "Ferry Street</a> speaks with version 1." in ask(path).content.decode()
    ask(f"{path}adopt/", "ben", {"community": str(cast.ferry.pk), "words": "Come and hear.\n\nAt eight."})
    assert "At eight.</p>" in ask(path).content.decode()


def test_the_page_is_for_hosts_and_keeps_the_words(cast: Cast, ask: Ask) -> None:
    version = ready(cast)
    path = f"{version.response_id}/versions/1/adopt/"
    assert (ask(path, "ben").status_code, ask(path, "ada").status_code, ask(path).status_code) == (200, 404, 302)
    page = ask(path, "ben", {"community": str(cast.orchard.pk), "words": "Ours"})
    assert page.status_code == 422 and "Ours</textarea>" in page.content.decode()
    page = ask(path, "ben", {"community": str(cast.ferry.pk), "words": "x" * 8001})
    assert (page.status_code == 422 and "8,000" in page.content.decode()) or "8000" in page.content.decode()


def test_what_was_hidden_is_not_adopted(cast: Cast) -> None:
    version = ready(cast)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Untrue.", actor=cast.ada.actor)
    with pytest.raises(Refused, match="hidden"):
        adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)
