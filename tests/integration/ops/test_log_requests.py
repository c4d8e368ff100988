"""Logs tell what the program did and nothing about people: no mail, name, address, query, nor what an exception quotes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from groundswell.ops import logs
from groundswell.people.models import Account

SECRETS = ("cleo@ferry.example", "Cleo", "203.0.113.9", "2001:db8::7", "Browser of mine", "sesame", "/walk/s3cr3t", "555-0100")


def _walk(request: HttpRequest, code: str) -> HttpResponse:
    structlog.get_logger("test").info("walked", email="cleo@ferry.example", note="from 203.0.113.9 and 2001:db8::7")
    return HttpResponse("ok")


def _broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("Cleo <cleo@ferry.example> said sesame, call 555-0100")


def _twice(request: HttpRequest) -> HttpResponse:
    Account.objects.create_user("cleo@ferry.example")
    Account.objects.create_user("cleo@ferry.example")
    return HttpResponse("unreachable")


urlpatterns = [path("walk/<str:code>", _walk, name="walk"), path("broken", _broken, name="broken"), path("twice", _twice)]
handler500 = "django.views.defaults.server_error"


@pytest.fixture
def lines() -> Iterator[Any]:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.configure(json=True, stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()
    for secret in SECRETS:
        assert secret not in stream.getvalue()


@pytest.fixture
def visitor() -> Client:
    return Client(
        raise_request_exception=False,
        headers={"user-agent": "Browser of mine", "referer": "http://localhost/?q=sesame"},
        REMOTE_ADDR="203.0.113.9",
    )


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_request_is_one_line_with_the_page_and_never_its_path(lines: Any, visitor: Client) -> None:
    answer = visitor.get("/walk/s3cr3t?q=sesame&email=cleo@ferry.example")
    walked, request = lines()
    assert (request["event"], request["page"], request["status"]) == ("request", "walk", 200)
    assert request["request_id"] == walked["request_id"] == answer["X-Request-ID"]
    assert walked["note"] == "from […] and […]"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_broken_page_tells_type_and_place_not_the_message(lines: Any, visitor: Client) -> None:
    assert visitor.post("/broken?q=sesame", {"name": "Cleo"}).status_code == 500
    failure = next(line for line in lines() if "exception" in line)
    assert failure["exception"] == "builtins.ValueError"
    assert failure["at"][-1].endswith("_broken")
    assert failure["level"] == "error"


@pytest.mark.django_db(transaction=False)
@override_settings(ROOT_URLCONF=__name__)
def test_a_refused_row_does_not_quote_the_row(lines: Any, visitor: Client) -> None:
    assert visitor.get("/twice").status_code == 500
    failure = next(line for line in lines() if "exception" in line)
    assert failure["exception"].endswith("IntegrityError")


def test_a_librarys_message_keeps_its_template_alone(lines: Any) -> None:
    logging.getLogger("some.library").warning("could not reach %s for %s", "cleo@ferry.example", "Cleo")
    logging.getLogger("some.library").warning("mail to cleo@ferry.example from [2001:db8::7]:25 at http://x.example/?q=sesame")
    first, second = lines()
    assert first["event"] == "could not reach %s for %s"
    assert second["event"] == "mail to […] from [[…]]:25 at http://x.example/?[…]"


def test_plain_lines_keep_the_same_silence(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:]
    logs.configure(json=False, stream=stream)
    try:
        structlog.get_logger("test").info("walked", email="cleo@ferry.example", note="cleo@ferry.example")
        try:
            raise IntegrityError("Key (email)=(cleo@ferry.example) already exists")
        except IntegrityError:
            structlog.get_logger("test").warning("refused", exc_info=True)
    finally:
        root.handlers[:] = before
        logging.captureWarnings(False)
        structlog.reset_defaults()
    assert "walked" in stream.getvalue() and "IntegrityError" in stream.getvalue()
    assert "cleo" not in stream.getvalue()


@pytest.mark.django_db
def test_the_database_server_keeps_values_out_of_its_log(database_home: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('log_error_verbosity'), current_setting('log_min_error_statement')")
        assert cursor.fetchone() == ("terse", "panic")
