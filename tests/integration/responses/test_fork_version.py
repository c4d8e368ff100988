"""Forking: any member takes published words further; the credit stays."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published

from groundswell.kit.errors import NotHere
from groundswell.kit.ids import keyed, uuid7
from groundswell.responses.models import Response
from groundswell.responses.policies import can_write
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import fork_version

Ask = Callable[..., HttpResponse]


def test_a_member_gets_an_answer_of_their_own_with_the_same_words(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    fork = fork_version(version=version, actor=cast.ben.actor)
    assert (fork.forked_from, fork.story_id, fork.newest) == (version, version.response.story_id, None)
    assert words_of_copy(fork.working_copies.get()) == WORDS
    assert can_write(cast.ben.actor, fork) and not can_write(cast.ben.actor, version.response)
    assert recorded()[-2:] == ["responses.version_forked", "people.role_granted"]


def test_a_form_sent_twice_forks_once(cast: Cast) -> None:
    version, key = published(cast), uuid7()
    assert len({fork_version(version=version, key=key, actor=cast.ben.actor).pk for _ in range(2)}) == 1
    assert Response.objects.count() == 2


def test_who_is_outside_forks_nothing(cast: Cast) -> None:
    version = published(cast)
    for actor in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            fork_version(version=version, actor=actor)


def test_the_button_carries_a_key_and_leads_to_the_desk(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    key = ask(f"{version.response_id}/", "ben").content.decode().split('name="key" value="')[1].split('"')[0]
    for _ in range(2):
        page = ask(f"{version.response_id}/versions/1/fork/", "ben", {"key": key})
        assert page.headers["Location"] == f"/ellery/answers/{keyed(uuid.UUID(key), cast.ben.member.pk)}/edit/"
    assert ask(f"{version.response_id}/versions/1/fork/", "ben", {"key": "nonsense"}).status_code == 302
    assert ask(f"{version.response_id}/versions/1/fork/", "ben").status_code == 405
    assert Response.objects.count() == 3
