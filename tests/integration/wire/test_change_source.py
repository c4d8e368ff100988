"""Who added a source looks after it, and stewards do: what is said of it, whether it counts, whether it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.cast import Cast
from tests.news import take_in

from groundswell.kit.errors import BadInput, NotHere
from groundswell.wire.models import Feed, Source, Story
from groundswell.wire.services import About, add_source, change_source, pause_source, remove_source, resume_source

Recorded = Callable[[], list[str]]
ABOUT = About(name="The Alder Post", kind="news", language="", counts=True, keep_words="", drop_words="")


@pytest.fixture
def source(cast: Cast) -> Source:
    return add_source(address="https://alder.example/feed", name="The Alder Post", actor=cast.cleo.actor)


def test_change_what_is_said_of_a_source(cast: Cast, source: Source, recorded: Recorded) -> None:
    said = replace(ABOUT, name="Alder Post", language="es", keep_words="flood*, bridge", drop_words="football")
    changed = change_source(source=source, about=said, actor=cast.cleo.actor)
    assert (changed.name, changed.key, changed.language) == ("Alder Post", "alder post", "es")
    assert (changed.keep_words, changed.drop_words) == ("flood*, bridge", "football")
    assert recorded() == ["wire.source_changed"]


def test_a_source_that_counts_no_more_is_taken_out_of_the_figures(cast: Cast, source: Source, recorded: Recorded) -> None:
    take_in(cast.campaign.pk, {})
    assert Story.objects.get().outlet_count == 1
    change_source(source=source, about=replace(ABOUT, kind="satire", counts=False), actor=cast.ada.actor)
    assert Story.objects.get().outlet_count == 0
    change_source(source=source, about=ABOUT, actor=cast.ada.actor)
    assert Story.objects.get().outlet_count == 1
    assert recorded()[-2:] == ["wire.source_changed", "wire.source_changed"]


def test_what_became_satire_counts_no_more_whatever_is_ticked(cast: Cast, source: Source, recorded: Recorded) -> None:
    take_in(cast.campaign.pk, {})
    for kind in ("satire", "own"):
        assert change_source(source=source, about=replace(ABOUT, kind=kind, counts=True), actor=cast.cleo.actor).counts is False
        assert Story.objects.get().outlet_count == 0
    assert change_source(source=source, about=ABOUT, actor=cast.cleo.actor).counts is True
    assert recorded()[-3:] == ["wire.source_changed"] * 3


def test_two_sources_do_not_go_by_one_name(cast: Cast, source: Source, recorded: Recorded) -> None:
    add_source(address="https://radio.example/feed", name="Orchard Radio", actor=cast.cleo.actor)
    with pytest.raises(BadInput) as refusal:
        change_source(source=source, about=replace(ABOUT, name="ORCHARD radio"), actor=cast.cleo.actor)
    assert refusal.value.field == "name"
    assert recorded() == ["wire.source_added"]


def test_pause_and_resume(cast: Cast, source: Source, recorded: Recorded) -> None:
    pause_source(source=source, actor=cast.cleo.actor)
    pause_source(source=source, actor=cast.cleo.actor)
    assert Feed.objects.get().state == "paused"
    Feed.objects.update(failures=7, problem="failed")
    resume_source(source=source, actor=cast.ada.actor)
    feed = Feed.objects.get()
    assert (feed.state, feed.failures, feed.problem) == ("new", 0, "")
    assert recorded() == ["wire.source_paused", "wire.source_resumed"]


def test_what_a_removed_source_told_stays(cast: Cast, source: Source, recorded: Recorded) -> None:
    take_in(cast.campaign.pk, {})
    remove_source(source=source, actor=cast.cleo.actor)
    assert Story.objects.get().item_count == 1 and not Feed.objects.exists()
    assert recorded()[-1] == "wire.source_removed"


@pytest.mark.parametrize("deed", [pause_source, resume_source, remove_source])
def test_others_leave_it_alone(cast: Cast, source: Source, recorded: Recorded, deed: Callable[..., None]) -> None:
    for actor in (cast.ben.actor, cast.visitor):
        with pytest.raises(NotHere):
            deed(source=source, actor=actor)
        with pytest.raises(NotHere):
            change_source(source=source, about=ABOUT, actor=actor)
    assert recorded() == []
