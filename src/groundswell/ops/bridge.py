"""Carries pages over: Django's WSGI application, run by a few threads, beside live endpoints on the same port.

Measured against Django's own ASGI handler and a2wsgi (docs/decisions/0012): the body is read before a thread is taken and
the answer crosses back once, so that a slow reader holds no thread and a page costs about what it does under plain WSGI.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Wsgi = Callable[..., Iterable[bytes]]

FOR_PAGES = "groundswell.environ"  # in a scope: what the application is told beside the request
_IN_MEMORY = 256_000
_LARGEST_BODY = 120_000_000
_BLOCK = 256_000


class PagesOverThreads:
    """An ASGI application over a WSGI one; each thread keeps its own database connection from page to page."""

    def __init__(self, application: Wsgi, *, threads: int = 8) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed below
        with body:
            complete = await _read(receive, body)
            if complete is None:
                return
            if not complete:
                await send({"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"text/plain")]})
                await send({"type": "http.response.body", "body": b"This is too large.\n"})
                return
            loop = asyncio.get_running_loop()
            answer = _Answer(loop, send)
            # A fresh context for each request: what one binds (language, log id) must not reach the thread's next.
            run = contextvars.copy_context().run
            await loop.run_in_executor(self._threads, run, answer.make, self._application, _environ(scope, body))
            await answer.finish()


def _environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    server = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    environ.update(scope.get(FOR_PAGES, {}))
    _add_headers(environ, scope["headers"])
    return environ


def _add_headers(environ: dict[str, Any], headers: Iterable[tuple[bytes, bytes]]) -> None:
    for raw, value in headers:
        if b"_" in raw:  # X_Forwarded_Proto would pass for X-Forwarded-Proto
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        if name not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            name = f"HTTP_{name}"
        text = value.decode("latin-1")
        if name in environ:
            text = f"{environ[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{text}"
        environ[name] = text


async def _read(receive: Receive, body: IO[bytes]) -> bool | None:
    """Read the whole body; False when it is too large, None when the sender went away."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > _LARGEST_BODY:
            return False
        body.write(part)
        if not message.get("more_body", False):
            body.seek(0)
            return True


class _Answer:
    """What the application answers: gathered in its thread, sent from the loop; long ones in blocks as they come."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self._loop = loop
        self._send = send
        self._start: dict[str, Any] = {}
        self._parts: list[bytes] = []
        self._size = 0

    def make(self, application: Wsgi, environ: dict[str, Any]) -> None:
        """Run the application to its end, in a thread."""
        found = application(environ, self._begin)
        try:
            for part in found:
                self._parts.append(part)
                self._size += len(part)
                if self._size > _BLOCK:
                    # Kept in this thread: a streamed answer may read from this thread's database connection.
                    asyncio.run_coroutine_threadsafe(self._flush(more=True), self._loop).result()
        finally:
            close = getattr(found, "close", None)
            if close is not None:
                close()

    async def finish(self) -> None:
        """Send what is left."""
        await self._flush(more=False)

    def _begin(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._start = {"type": "http.response.start", "status": int(status[:3]), "headers": encoded}
        return self._parts.append

    async def _flush(self, *, more: bool) -> None:
        if self._start:
            await self._send(self._start)
            self._start = {}
        body = b"".join(self._parts)
        self._parts, self._size = [], 0
        await self._send({"type": "http.response.body", "body": body, "more_body": more})
