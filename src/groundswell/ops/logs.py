"""Structured logs that tell what the program did and nothing about people.

What people wrote or are called never reaches a log line: values are left out (only the template of a library's
message is kept), exceptions are told by their type and place, and what still looks like an address is blacked out.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

Event = MutableMapping[str, Any]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# Keys that no line may carry, whoever binds them.
FORBIDDEN = frozenset(
    {"address", "body", "cookie", "email", "first_name", "ip", "last_name", "name", "password", "phone", "query", "remote_addr"}
    | {"to", "token", "url", "user", "username", "user_agent"}
)
_MAIL = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+")
_IPV4 = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:]{0,4}(?![\w:])|::1\b")
_QUERY = re.compile(r"\?[^\s\"']+")
_QUIET = ("asyncio", "_granian", "granian", "procrastinate", "psycopg", "psycopg.pool", "PIL", "fontTools")


def configure(*, json: bool | None = None, stream: TextIO | None = None) -> None:
    """Send every log line, ours and the libraries', through one chain to standard error."""
    if json is None:
        json = os.environ.get("GROUNDSWELL_LOGS", "plain") == "json"
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(allow=[]),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _exceptions_by_type_and_place,
        without_people,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    render = (
        structlog.processors.JSONRenderer(sort_keys=True) if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_named_logger, *shared],
            # A library's message stays as it stands in its source: what it would fill in may be a path, a mail or a name.
            use_get_message=False,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # How each request ended stands in its own line already; what failed by an exception is told with its place.
    logging.getLogger("django.request").addFilter(_failed)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def _failed(record: logging.LogRecord) -> bool:
    return bool(record.exc_info)


def without_people(logger: object, method: str, event: Event) -> Event:
    """Drop the keys that name people and black out what looks like a mail address, a network address or a query."""
    for key in [key for key in event if key in FORBIDDEN]:
        del event[key]
    for key, value in event.items():
        if isinstance(value, str) and key not in {"timestamp", "level"}:
            event[key] = _black_out(value)
    return event


def _black_out(text: str) -> str:
    for pattern in (_MAIL, _IPV4, _IPV6):
        text = pattern.sub("[…]", text)
    return _QUERY.sub("?[…]", text)


def _named_logger(logger: object, method: str, event: Event) -> Event:
    record: logging.LogRecord | None = event.get("_record")
    if record is not None:
        event["logger"] = record.name
    return event


def _exceptions_by_type_and_place(logger: object, method: str, event: Event) -> Event:
    """A message of an exception quotes what it failed on; its type and the lines it passed are enough to mend it."""
    info = _exc_info(event.pop("exc_info", None))
    if info is not None:
        kind, _, trace = info
        event["exception"] = f"{kind.__module__}.{kind.__qualname__}"
        frames = traceback.extract_tb(trace)[-12:]
        event["at"] = [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def _exc_info(given: Any) -> ExcInfo | None:
    if isinstance(given, BaseException):
        return type(given), given, given.__traceback__
    if isinstance(given, tuple) and given[0] is not None:
        return given
    if given:
        present = sys.exc_info()
        return present if present[0] is not None else None
    return None
