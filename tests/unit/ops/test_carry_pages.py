"""The bridge carries a page over as WSGI expects it, and its answer back, without holding a thread for a slow reader."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from groundswell.ops import bridge
from groundswell.ops.bridge import PagesOverThreads

Headers = list[tuple[bytes, bytes]]


def _ask(
    application: Any, *, body: Iterable[bytes] = (b"",), headers: Headers | None = None, cut: bool = False
) -> list[dict[str, Any]]:
    parts = list(body)
    messages = [
        {"type": "http.request", "body": part, "more_body": cut or place < len(parts) - 1} for place, part in enumerate(parts)
    ]
    if cut:
        messages.append({"type": "http.disconnect"})
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/plazą/x",
        "query_string": b"a=%C4%85",
        "http_version": "1.1",
        "scheme": "https",
        "server": ("192.0.2.1", 8000),
        "client": ("192.0.2.7", 5000),
        "headers": headers or [],
    }
    asyncio.run(PagesOverThreads(application, threads=1)(scope, receive, send))
    return sent


def test_the_application_sees_the_request_and_its_answer_arrives() -> None:
    seen: dict[str, Any] = {}

    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.update(environ, sent=environ["wsgi.input"].read())
        start("201 Created", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return [b"one", b"two"]

    answer = _ask(page, body=[b"hel", b"lo"], headers=[(b"host", b"groups.example"), (b"content-length", b"5")])
    assert answer == [
        {
            "type": "http.response.start",
            "status": 201,
            "headers": [(b"content-type", b"text/plain"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")],
        },
        {"type": "http.response.body", "body": b"onetwo", "more_body": False},
    ]
    assert seen["sent"] == b"hello"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/plazą/x"
    assert (seen["HTTP_HOST"], seen["CONTENT_LENGTH"], seen["wsgi.url_scheme"]) == ("groups.example", "5", "https")


def test_a_header_with_an_underscore_cannot_pass_for_another() -> None:
    seen: dict[str, Any] = {}

    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.update(environ)
        start("200 OK", [])
        return []

    _ask(page, headers=[(b"x_forwarded_proto", b"https"), (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-one", b"1")])
    assert "HTTP_X_FORWARDED_PROTO" not in seen
    assert (seen["HTTP_COOKIE"], seen["HTTP_X_ONE"]) == ("a=1; b=2", "1")


def test_a_long_answer_comes_in_blocks_from_one_thread_and_is_closed() -> None:
    threads: set[int] = set()

    class Long:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            for _ in range(10):
                threads.add(threading.get_ident())
                yield b"x" * 100_000

        def close(self) -> None:
            self.closed = True

    long = Long()

    def page(environ: dict[str, Any], start: Any) -> Long:
        start("200 OK", [])
        return long

    answer = _ask(page)
    bodies = [message["body"] for message in answer[1:]]
    assert b"".join(bodies) == b"x" * 1_000_000
    assert len(bodies) > 2
    assert [message["more_body"] for message in answer[1:]] == [True] * (len(bodies) - 1) + [False]
    assert long.closed and len(threads) == 1


def test_a_sender_who_goes_away_costs_no_page() -> None:
    called = []
    assert _ask(lambda environ, start: called.append(1), body=[b"half"], cut=True) == []
    assert not called


def test_too_large_a_body_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "_LARGEST_BODY", 10)
    called = []
    answer = _ask(lambda environ, start: called.append(1), body=[b"12345678", b"12345678"])
    assert answer[0]["status"] == 413
    assert not called


def test_what_a_page_leaves_in_its_context_does_not_reach_the_next() -> None:
    import contextvars

    left: contextvars.ContextVar[str] = contextvars.ContextVar("left", default="clean")
    found: list[str] = []

    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        found.append(left.get())
        left.set("dirty")
        start("200 OK", [])
        return []

    async def twice() -> None:
        pages = PagesOverThreads(page, threads=1)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        async def send(message: dict[str, Any]) -> None:
            return None

        scope = {"method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
        await pages(scope, receive, send)
        await pages(scope, receive, send)

    asyncio.run(twice())
    assert found == ["clean", "clean"]


def test_a_page_that_fails_tells_the_server() -> None:
    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        raise RuntimeError("broken page")

    with pytest.raises(RuntimeError, match="broken page"):
        _ask(page)
