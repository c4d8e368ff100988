"""Keeps the process that parses: starts it when it is needed, asks it, and ends it when a feed does not let it go on."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from groundswell.wire.feeds.parser import HEAD, LARGEST, REPLY
from groundswell.wire.feeds.refusals import CannotUse

_PATIENCE = 20.0  # seconds by the clock; the kernel counts the seconds of work
_FEEDS_A_PROCESS = 2000  # then a fresh one: what a parser leaks does not add up
_LONGEST_REPLY = 60_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """One entry as the feed says it: nothing in it is clean."""

    id: str
    title: str
    lead: str
    link: str
    published: str
    language: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it says it: nothing in it is clean."""

    title: str
    site: str
    language: str
    entries: list[Said] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)  # ids of entries that the feed took back


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """The head of a page: nothing in it is clean."""

    title: str
    lead: str
    site: str
    published: str
    language: str
    feeds: list[FoundFeed]


class Sandbox:
    """Parses feeds and pages in a process of its own; one at a time, from any thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._lock = threading.Lock()

    def parse(self, content: bytes, *, content_type: str = "", address: str = "") -> Feed | SitePage:
        """Return what the content says; CannotUse when it says nothing that can be read."""
        if len(content) > LARGEST:
            raise CannotUse("too_big")
        with self._lock:
            found = self._asked(content, {"content_type": content_type[:200], "address": address[:2000]})
        if "error" in found:
            raise CannotUse(str(found["error"]))
        if page := found.get("page"):
            return SitePage(**{**page, "feeds": [FoundFeed(**one) for one in page["feeds"]]})
        feed = found["feed"]
        return Feed(**{**feed, "entries": [Said(**one) for one in feed["entries"]]})

    def feed(self, content: bytes, *, content_type: str = "", address: str = "") -> Feed:
        """Return a feed; a page is refused."""
        found = self.parse(content, content_type=content_type, address=address)
        if isinstance(found, SitePage):
            raise CannotUse("not_a_feed")
        return found

    @property
    def process_id(self) -> int | None:
        """The process that parses, when there is one."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _asked(self, content: bytes, order: dict[str, str]) -> dict[str, Any]:
        process = self._process or self._start()
        words = json.dumps(order).encode()
        try:
            assert process.stdin is not None
            process.stdin.write(HEAD.pack(len(words), len(content)) + words)
            process.stdin.write(content)
            process.stdin.flush()
            found: dict[str, Any] = json.loads(self._reply(process))
        except (OSError, EOFError, ValueError):
            self._end()
            return {"error": "too_much_work"}
        self._served += 1
        if found.get("ends") or self._served >= _FEEDS_A_PROCESS:
            self._end()
        return found

    def _reply(self, process: subprocess.Popen[bytes]) -> bytes:
        assert process.stdout is not None
        until = time.monotonic() + _PATIENCE
        (size,) = REPLY.unpack(_read(process.stdout.fileno(), REPLY.size, until))
        if size > _LONGEST_REPLY:
            raise ValueError
        return _read(process.stdout.fileno(), size, until)

    def _start(self) -> subprocess.Popen[bytes]:
        # Without our environment: a parser has no business with the passwords in it.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "groundswell.wire.feeds.parser"],
            env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        self._served = 0
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has no reader any more
                    continue


def _read(source: int, size: int, until: float) -> bytes:
    parts = []
    while size:
        ready, _, _ = select.select([source], [], [], max(0.0, until - time.monotonic()))
        part = os.read(source, min(size, 1 << 20)) if ready else b""
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
