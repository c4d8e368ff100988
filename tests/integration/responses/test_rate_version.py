"""Rating a version: helpful, partly or not; the last word counts; authors are told why theirs would not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published

from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.responses.models import Rating
from groundswell.responses.services import fork_version, publish_version, rate_version, save_working_copy

Ask = Callable[..., HttpResponse]


def test_a_member_rates_and_changes_their_mind(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    rate_version(version=version, value="yes", actor=cast.ben.actor)
    rate_version(version=version, value="partly", reason=" Too\nlong ", actor=cast.ben.actor)
    rating = Rating.objects.get()
    assert (rating.member, rating.value, rating.reason) == (cast.ben.member, "partly", "Too long")
    assert recorded()[-2:] == ["responses.version_rated"] * 2


def test_authors_do_not_rate_their_own_nor_what_grew_from_it(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    fork = fork_version(version=version, actor=cast.ben.actor)
    save_working_copy(response=fork, content=replace(WORDS, title="Ours"), revision=1, actor=cast.ben.actor)
    grown = publish_version(response=fork, revision=2, actor=cast.ben.actor)
    for one, author in ((version, cast.cleo), (grown, cast.ben), (grown, cast.cleo)):
        with pytest.raises(Refused, match="You wrote on this answer"):
            rate_version(version=one, value="yes", actor=author.actor)
    assert not Rating.objects.exists() and "responses.version_rated" not in recorded()


@pytest.mark.parametrize(("value", "reason", "field"), [("great", "", "value"), ("yes", "x" * 301, "reason")])
def test_what_cannot_be_kept_is_said_at_its_field(cast: Cast, value: str, reason: str, field: str) -> None:
    version = published(cast)
    with pytest.raises(BadInput) as refusal:
        rate_version(version=version, value=value, reason=reason, actor=cast.ben.actor)
    assert refusal.value.field == field


def test_who_is_outside_rates_nothing(cast: Cast) -> None:
    version = published(cast)
    for actor in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            rate_version(version=version, value="yes", actor=actor)


def test_the_deed_is_two_statements(cast: Cast, django_assert_num_queries: Callable[..., object]) -> None:
    version, actor = published(cast), cast.ben.actor
    with django_assert_num_queries(2):  # the rating (its author is asked for in the same statement), the event
        rate_version(version=version, value="yes", actor=actor)


def test_a_press_leads_back_or_answers_with_its_part(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    path = f"{version.response_id}/versions/1/"
    assert ask(f"{path}rate/", "ben", {"value": "yes"}).headers["Location"] == f"/ellery/answers/{path}#ratings"
    part = ask(f"{path}rate/", "ben", {"value": "partly", "reason": "Say the hour."}, **{"HX-Request": "true"})
    text = part.content.decode()
    assert text.lstrip().startswith("<section") and 'value="partly" aria-pressed="true"' in text and "Say the hour." in text
    assert "0 say yes, 1 partly, 0 no." in ask(path).content.decode() and "Say the hour." not in ask(path).content.decode()


def test_what_cannot_be_kept_stays_in_the_form(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    said = {"value": "yes", "reason": "long " * 100}
    for headers in ({}, {"HX-Request": "true"}):
        page = ask(f"{version.response_id}/versions/1/rate/", "ben", said, **headers)
        assert page.status_code == 422 and "long long" in page.content.decode()
    page = ask(f"{version.response_id}/versions/1/rate/", "cleo", {"value": "yes"})
    assert page.status_code == 409 and "You wrote on this answer" in page.content.decode()
    assert ask(f"{version.response_id}/versions/1/rate/", "", {"value": "yes"}).status_code == 302
