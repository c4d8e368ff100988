"""The process that parses: reads feeds from standard input, and may neither grow, nor run on, nor open anything."""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

LARGEST = 5_000_000  # bytes of a feed or a page
MEMORY = 180_000_000  # bytes of its own
CPU_SECONDS = 1.0  # for one feed; the kernel ends the process, whatever it is busy with
_RESERVE = 0.2  # seconds of work kept for the end, when the patient parser is stopped before its own
HEAD = struct.Struct(">II")
REPLY = struct.Struct(">I")
_SAMPLE = (
    b'<rss version="2.0"><channel><title>&eacute;</title><item><title>a<b>c</title><link>/x</link>'
    b"<pubDate>Mon, 05 Jan 2026 10:00:00 +0100</pubDate><description>d</description></item></channel></rss>"
)


def main() -> int:
    """Serve until standard input ends."""
    from groundswell.wire.feeds import encodings, parsing

    for name in encodings.KNOWN:
        importlib.import_module(f"encodings.{name.replace('-', '_')}")
    # Whatever is loaded at the first use must have been loaded before the doors close.
    parsing.parse(_SAMPLE, content_type="", address="http://example.org/")
    parsing.parse(b"<html><title>x</title>", content_type="", address="http://example.org/")
    _close_the_doors()
    while head := sys.stdin.buffer.read(HEAD.size):
        order, content = _order(head, sys.stdin.buffer)
        _answer(_parsed(parsing, order, content))
    return 0


def _close_the_doors() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No further file and no socket: what is read names files and sites of its own.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGVTALRM, _stop)


def _stop(number: int, frame: object) -> None:
    from groundswell.wire.feeds.parsing import OutOfTime

    raise OutOfTime


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    from groundswell.wire.feeds.parsing import OutOfTime

    left = signal.getitimer(signal.ITIMER_PROF)[0] - _RESERVE
    if left <= 0:
        raise OutOfTime
    signal.setitimer(signal.ITIMER_VIRTUAL, left)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _order(head: bytes, source: BinaryIO) -> tuple[dict[str, str], bytes]:
    words, size = HEAD.unpack(head)
    return json.loads(source.read(words)), source.read(size)


def _parsed(parsing: Any, order: dict[str, str], content: bytes) -> dict[str, Any]:
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        found: dict[str, Any] = parsing.parse(content, **order, hurry=_in_a_hurry)
        return found
    except parsing.NotReadable:
        return {"error": "unreadable"}
    except (MemoryError, RecursionError):
        return {"error": "too_much_work", "ends": True}
    except Exception:  # a fault of a parser is a fault of this one feed
        return {"error": "unreadable"}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _answer(found: dict[str, Any]) -> None:
    words = json.dumps(found).encode()
    sys.stdout.buffer.write(REPLY.pack(len(words)) + words)
    sys.stdout.buffer.flush()
    if found.get("ends"):
        os._exit(0)  # its memory is spent; the next feed begins in a fresh process


if __name__ == "__main__":
    sys.exit(main())
