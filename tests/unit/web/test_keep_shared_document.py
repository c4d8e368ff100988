"""The document of a room: what was taken out is not sent to who comes later, what is refused leaves no trace."""

from __future__ import annotations

import uuid
from typing import Any

from pycrdt import Doc, Text

from groundswell.responses import shared_text
from groundswell.web.together import text
from groundswell.web.together.text import SharedDocument

CLEO, BEN = uuid.uuid4(), uuid.uuid4()


class Page:
    """A browser that writes, and keeps what it sent."""

    def __init__(self, client: int) -> None:
        self.doc: Doc[Any] = Doc(client_id=client)
        self.body: Text = self.doc.get("body", type=Text)
        self.sent: list[bytes] = []

    def put(self, words: str, at: int = 0) -> bytes:
        before = self.doc.get_state()
        self.body.insert(at, words)
        return self._send(before)

    def take_out(self, at: int, until: int) -> bytes:
        before = self.doc.get_state()
        del self.body[at:until]
        return self._send(before)

    def _send(self, before: bytes) -> bytes:
        self.sent.append(bytes(self.doc.get_update(before)))
        return self.sent[-1]


def words_for_a_newcomer(shared: SharedDocument) -> tuple[str, bytes]:
    sent = shared.missing(b"\0")
    return shared_text.words(shared_text.document([sent]))["body"], sent


def test_words_taken_out_again_do_not_reach_who_comes_later() -> None:
    page, live = Page(5_000), SharedDocument([], {})
    assert live.take_in(CLEO, page.put("Ask tonight.")) == ""
    assert live.take_in(CLEO, page.put(" Somebody's telephone number.", at=12)) == ""
    assert live.take_in(CLEO, page.take_out(12, 41)) == ""
    for shared in (live, SharedDocument(page.sent, {}), SharedDocument([shared_text.merged(page.sent)], {})):
        said, sent = words_for_a_newcomer(shared)
        assert said == "Ask tonight." and b"telephone" not in sent


def test_what_is_refused_leaves_no_trace_and_what_came_before_stays() -> None:
    cleo, ben, shared = Page(5_000), Page(6_000), SharedDocument([], {})
    assert shared.take_in(CLEO, cleo.put("Ask tonight.")) == ""
    assert shared.take_in(BEN, ben.put("x" * (shared_text.LONGEST + 1))) == "full"
    assert shared.take_in(BEN, b"\x01\x01\x05") == "garbled"
    assert shared.take_in(BEN, cleo.put("Now: ")) == "garbled"  # Cleo's browser, under Ben's name
    assert words_for_a_newcomer(shared)[0] == "Ask tonight."
    assert shared.take_in(CLEO, cleo.sent[-1]) == ""
    assert words_for_a_newcomer(shared)[0] == "Now: Ask tonight."
    assert shared.take_fresh() == {5_000: CLEO} and shared.take_fresh() == {}


def test_many_changes_are_put_together_and_a_refusal_after_them_still_loses_nothing() -> None:
    page, shared = Page(5_000), SharedDocument([], {})
    for number in range(text.TOGETHER + 20):
        assert shared.take_in(CLEO, page.put("ab"[number % 2], at=number)) == ""
    assert shared.take_in(CLEO, b"\xff") == "garbled"
    assert words_for_a_newcomer(shared)[0] == str(page.body)


def test_what_another_process_stored_is_known_with_whose_it_is() -> None:
    cleo, shared = Page(5_000), SharedDocument([], {})
    shared.add([cleo.put("Ask tonight.")], {5_000: CLEO})
    assert shared.take_in(BEN, cleo.put("Now: ")) == "garbled"
    assert shared.take_in(CLEO, cleo.sent[-1]) == ""
    assert shared.take_fresh() == {}
