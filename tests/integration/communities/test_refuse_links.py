"""There is no way around the look of a host: a link of somebody new waits or is refused wherever it is put."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.integration.communities.threads import begun, long_here, said

from groundswell.communities.repeated import repeated
from groundswell.communities.selectors.threads import threads_of
from groundswell.communities.services import (
    describe_community,
    edit_post,
    found_community,
    report_thing,
    start_poll,
    start_thread,
    write_post,
)
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput
from groundswell.responses.services import ask_question
from groundswell.wire.ground import seen
from groundswell.wire.services import report_ground

BARE = "Six jars at jars.example"


def test_a_site_without_its_scheme_waits_too_in_a_reply_as_well(cast: Cast, recorded) -> None:
    thread = begun(cast)
    reply = write_post(thread=thread, text="See jars (dot) example", answers=thread.posts.get(), actor=cast.cleo.actor)
    assert said(thread, cast.cleo, BARE).number is None and reply.number is None
    assert recorded()[-1] == "communities.post_waits"


def test_a_link_in_a_title_waits_with_the_thread(cast: Cast, recorded) -> None:
    thread = start_thread(community=cast.ferry, title=BARE, text="Who can bring some?", actor=cast.cleo.actor)
    assert thread.posts.get().number is None and threads_of(cast.ferry, cast.ada.actor)[1] == []
    assert recorded()[-1] == "communities.post_waits"


def test_an_edit_does_not_slip_one_in(cast: Cast, recorded) -> None:
    post = said(begun(cast), cast.cleo, "I have six.")
    with pytest.raises(BadInput, match="three days"):
        edit_post(post=post, text=BARE, actor=cast.cleo.actor)
    assert recorded()[-1] == "communities.post_written"


def test_nor_does_an_option_of_a_poll(cast: Cast, recorded) -> None:
    thread, ends = begun(cast), now() + timedelta(days=1)
    with pytest.raises(BadInput, match="three days"):
        start_poll(thread=thread, question="Which?", options=["Ours", "jars.example"], closes_at=ends, actor=cast.cleo.actor)
    assert "communities.poll_asked" not in recorded()


def test_what_no_host_looks_at_first_takes_none(cast: Cast, recorded) -> None:
    cleo = cast.cleo.actor
    deeds = {
        "name": lambda: found_community(name="jars.example", actor=cleo),
        "purpose": lambda: found_community(name="Jars", purpose=BARE, actor=cleo),
        "place": lambda: describe_community(
            community=cast.orchard, name="Orchard", purpose="", kind="trade", place="jars.example", entry="open", actor=cleo
        ),
        "title": lambda: ask_question(title=f"Who sells {BARE}?", actor=cleo),
        "what": lambda: report_ground(seen=_saw(BARE), actor=cleo),
    }
    before = len(recorded())
    for field, deed in deeds.items():
        with pytest.raises(BadInput, match="without the link") as refused:
            deed()
        assert refused.value.field == field
    assert len(recorded()) == before
    long_here(cast.cleo)
    for deed in deeds.values():
        deed()
    assert len(recorded()) > before


def test_reports_on_a_site_are_gathered_however_it_is_written(cast: Cast, recorded) -> None:
    long_here(cast.cleo, cast.ben)
    thread = begun(cast, title="All about jars.example", by=cast.cleo)
    post = said(thread, cast.ben, "https://jars.example/six")
    for kind, one in (("communities.Thread", thread), ("communities.Post", post)):
        report_thing(subject_type=kind, subject_id=one.pk, reason="It sells jars.", actor=cast.ada.actor)
    (again,) = repeated(cast.campaign, cast.ferry, cast.ben.actor)
    assert (again.name, again.is_site, again.things) == ("jars.example", True, 2)
    assert {one.title for one in again.of} == {"All about jars.example", "https://jars.example/six"}
    assert recorded()[-1] == "communities.thing_reported"


def _saw(what: str):
    return seen(key=uuid.uuid4(), what=what, place="", spot=None, is_exact=False, seen_at=None, now=now())
