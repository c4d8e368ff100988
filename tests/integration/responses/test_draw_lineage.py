"""The lineage of an answer: its versions, what it was forked from and what grew from it, drawn and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, Player
from tests.stages import WORDS, published, ready, second_version

from groundswell.communities.services.reports import hide_thing
from groundswell.responses.models import Version
from groundswell.responses.selectors.lineage import LANES, family_of
from groundswell.responses.services import fork_version, publish_version, save_working_copy

Ask = Callable[..., HttpResponse]


def grown(version: Version, title: str, player: Player) -> Version:
    fork = fork_version(version=version, actor=player.actor)
    save_working_copy(response=fork, content=replace(WORDS, title=title), revision=1, actor=player.actor)
    return publish_version(response=fork, revision=2, actor=player.actor)


def test_a_family_is_the_same_from_whichever_member_one_looks(cast: Cast) -> None:
    first = ready(cast)
    ours = grown(first, "Ours", cast.ben)
    second_version(cast, first)
    theirs = grown(ours, "Theirs", cast.ada)
    fork_version(version=ours, actor=cast.cleo.actor)  # a draft: nobody's business
    seen = [
        [(step.version.title, step.lane, step.source) for step in family_of(one.response, cast.visitor).steps]
        for one in (first, ours, theirs)
    ]
    assert seen[0] == seen[1] == seen[2]
    assert seen[0] == [(WORDS.title, 0, None), ("Ours", 1, 0), ("Ask for the samples, then vote", 0, 0), ("Theirs", 2, 1)]


def test_what_has_no_lane_left_is_listed(cast: Cast) -> None:
    first = published(cast)
    forks = [grown(first, f"Ours {number}", cast.ben) for number in range(LANES + 1)]
    family = family_of(forks[-1].response, cast.visitor)
    assert {step.lane for step in family.steps} == set(range(LANES))
    assert forks[-1] in [step.version for step in family.steps] and len(family.others) == 2


def test_the_page_says_it_in_words_and_costs_the_same_however_large(cast: Cast, ask: Ask) -> None:
    first = published(cast)
    ours = grown(first, "Ours", cast.ben)
    path = f"{first.response_id}/lineage/"
    page = ask(path).content.decode()
    assert "Ours" in page and "this answer, version 1, by one hand" in page and '<ol class="lineage lanes-1"' in page
    ask(path, "ada")
    with CaptureQueriesContext(connection) as few:
        ask(path, "ada")
    grown(ours, "Theirs", cast.ada)
    with CaptureQueriesContext(connection) as many:
        ask(path, "ada")
    assert len(many) == len(few) <= 16


def test_a_hidden_one_keeps_its_place_without_its_title(cast: Cast, ask: Ask) -> None:
    first = published(cast)
    ours = grown(first, "Ours", cast.ben)
    hide_thing(subject_type="responses.Version", subject_id=ours.pk, reason="It names her.", actor=cast.ada.actor)
    page = ask(f"{first.response_id}/lineage/").content.decode()
    assert "Ours" not in page and "A hidden answer" in page
