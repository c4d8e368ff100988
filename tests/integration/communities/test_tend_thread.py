"""Those who look after a community close, open and pin its threads, in public."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.integration.communities.threads import begun

from groundswell.communities.models import LogEntry, Thread
from groundswell.communities.selectors.threads import threads_of
from groundswell.communities.services import step_down, tend_thread
from groundswell.kit.errors import BadInput, NotHere, Refused


def test_a_host_closes_with_a_reason_and_opens_again(cast: Cast, recorded) -> None:
    thread = begun(cast)
    for move in ("close", "close", "open"):
        tend_thread(thread=thread, move=move, reason="It is settled." if move == "close" else "", actor=cast.ben.actor)
    assert Thread.objects.get(pk=thread.pk).closed_at is None
    lines = LogEntry.objects.filter(subject_id=thread.pk).order_by("id").values_list("move", "reason")
    assert list(lines) == [("closed", "It is settled."), ("opened", "")]
    assert recorded()[-2:] == ["communities.thread_tended"] * 2


def test_closing_takes_a_reason(cast: Cast, recorded) -> None:
    thread = begun(cast)
    with pytest.raises(BadInput) as refusal:
        tend_thread(thread=thread, move="close", reason=" ", actor=cast.ben.actor)
    assert refusal.value.field == "reason" and recorded()[-1] == "communities.post_written"


def test_three_are_pinned_at_most_and_stand_first(cast: Cast, recorded) -> None:
    threads = [begun(cast, title=f"Thread {number}") for number in range(4)]
    for thread in threads[:3]:
        tend_thread(thread=thread, move="pin", actor=cast.ben.actor)
    with pytest.raises(Refused, match="Unpin"):
        tend_thread(thread=threads[3], move="pin", actor=cast.ben.actor)
    tend_thread(thread=threads[1], move="unpin", actor=cast.ben.actor)
    pinned, rest, _older = threads_of(cast.ferry, cast.cleo.actor)
    assert [one.row.title for one in pinned] == ["Thread 0", "Thread 2"]
    assert [one.row.title for one in rest] == ["Thread 3", "Thread 1"]
    assert recorded()[-1] == "communities.thread_tended"


def test_nobody_else_tends_it_but_a_steward_where_nobody_hosts(cast: Cast, caught_up, recorded) -> None:
    thread = begun(cast)
    for actor, move in ((cast.cleo.actor, "pin"), (cast.ada.actor, "close"), (cast.ben.actor, "burn"), (cast.visitor, "pin")):
        with pytest.raises(NotHere):
            tend_thread(thread=thread, move=move, reason="Because.", actor=actor)
    step_down(community=cast.ferry, actor=cast.ben.actor)
    caught_up()
    tend_thread(thread=Thread.objects.get(pk=thread.pk), move="close", reason="Nobody is here.", actor=cast.ada.actor)
    assert recorded()[-1] == "communities.thread_tended"
