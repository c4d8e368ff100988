"""Merging whole answers: pillars and sources come along, and a mark still points at the source it pointed at."""

from __future__ import annotations

from dataclasses import replace

from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.content_merge import merge_contents

AGENDA, REPORT, LETTER = (Source(name, f"https://{name}.example/") for name in ("agenda", "report", "letter"))
BASE = Content(
    "Ask first", "Ask for the samples.", "They are in the drawer [1]. Ask tonight.", (Serves(1, "It measures."),), (AGENDA,)
)


def test_marks_follow_their_sources() -> None:
    ours = replace(BASE, body="The report says so [1]. They are in the drawer [2]. Ask tonight.", sources=(REPORT, AGENDA))
    theirs = replace(BASE, body="They are in the drawer [1]. Ask tonight. It was promised [2].", sources=(AGENDA, LETTER))
    merge = merge_contents(BASE, ours, theirs)
    assert not merge.conflicts
    content = merge.content([])
    assert content.sources == (REPORT, AGENDA, LETTER)
    assert content.body == "The report says so [1]. They are in the drawer [2]. Ask tonight. It was promised [3]."


def test_a_source_that_one_side_took_out_goes_unless_it_is_still_pointed_at() -> None:
    without = replace(BASE, body="Ask tonight.", sources=())
    assert merge_contents(BASE, BASE, without).content([]).sources == ()
    pointing = replace(BASE, body="They are in the drawer [1]. Ask tonight. All of them [1].")
    kept = merge_contents(BASE, replace(without, body=f"{BASE.body} Now."), pointing)
    assert AGENDA in kept.content(["" for _ in kept.conflicts]).sources


def test_pillars_come_and_go_one_by_one() -> None:
    more = replace(BASE, pillars=(*BASE.pillars, Serves(2, "It keeps homes.")))
    assert merge_contents(BASE, BASE, more).content([]) == more
    assert merge_contents(more, replace(more, title="Ask now"), BASE).content([]) == replace(BASE, title="Ask now")


def test_a_pillar_dropped_here_and_reworded_there_is_decided_whole() -> None:
    dropped, reworded = replace(BASE, pillars=()), replace(BASE, pillars=(Serves(1, "It measures, and it is fair."),))
    merge = merge_contents(BASE, dropped, reworded)
    assert [(part, one.ours, one.theirs) for part, one in merge.conflicts] == [("why_1", "", "It measures, and it is fair.")]
    assert merge.content([""]).pillars == ()
    assert merge.content(["It is fair."]).pillars == (Serves(1, "It is fair."),)


def test_what_is_decided_stands_where_the_conflict_was() -> None:
    ours, theirs = (
        replace(BASE, body="They lie in the drawer [1]. Ask tonight."),
        replace(BASE, body="They rest in the drawer [1]. Ask tonight."),
    )
    merge = merge_contents(BASE, ours, theirs)
    assert merge.content([" sleep"]).body == "They sleep in the drawer [1]. Ask tonight."
