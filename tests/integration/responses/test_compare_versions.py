"""What changed between two versions, of one answer or from an answer to what grew from it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, published

from groundswell.communities.services.reports import hide_thing
from groundswell.responses.models import Version
from groundswell.responses.services import fork_version, publish_version, save_working_copy

Ask = Callable[..., HttpResponse]


def _newer(cast: Cast, first: Version) -> Version:
    words = replace(WORDS, title="Ask for the samples now", body=WORDS.body.replace("tonight", "tomorrow"))
    save_working_copy(response=first.response, content=words, revision=1, actor=cast.cleo.actor)
    return publish_version(response=first.response, revision=2, actor=cast.cleo.actor)


def test_anyone_sees_what_went_and_what_came(cast: Cast, ask: Ask) -> None:
    first = published(cast)
    second = _newer(cast, first)
    page = ask(f"compare/{first.pk}/{second.pk}/").content.decode()
    assert "tonight.</del>" in page and "tomorrow.</ins>" in page and "now</ins>" in page
    assert "Unchanged: The answer in one sentence, Pillars, Sources." in page
    assert f"compare/{first.pk}/{second.pk}/" in ask(f"{first.response_id}/").content.decode()


def test_a_fork_is_compared_with_what_it_grew_from(cast: Cast, ask: Ask) -> None:
    source = published(cast)
    fork = fork_version(version=source, actor=cast.ben.actor)
    save_working_copy(response=fork, content=replace(WORDS, title="Ours"), revision=1, actor=cast.ben.actor)
    version = publish_version(response=fork, revision=2, actor=cast.ben.actor)
    assert f"compare/{source.pk}/{version.pk}/" in ask(f"{fork.pk}/").content.decode()
    assert "Ours</ins>" in ask(f"compare/{source.pk}/{version.pk}/").content.decode()


def test_hidden_words_are_not_read_off_a_comparison(cast: Cast, ask: Ask) -> None:
    first = published(cast)
    second = _newer(cast, first)
    hide_thing(subject_type="responses.Version", subject_id=first.pk, reason="It names someone.", actor=cast.ada.actor)
    page = ask(f"compare/{first.pk}/{second.pk}/").content.decode()
    assert "It names someone." in page and "tonight" not in page and WORDS.title not in page


def test_what_is_not_there_cannot_be_compared(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    for other in (uuid.uuid4(), version.pk):
        assert ask(f"compare/{version.pk}/{other}/").status_code == 404
