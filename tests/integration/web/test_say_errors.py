"""What went wrong is said in words, in the reader's language, and without asking the database, which may be what is wrong."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from groundswell.web import said, views


@pytest.fixture
def request_without_database(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/nowhere")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("code", sorted(said.ERRORS))
def test_each_error_has_a_page_that_asks_nothing(request_without_database: HttpRequest, code: int) -> None:
    response = views.refuse(request_without_database, code)
    assert response.status_code == code
    page = response.content.decode()
    assert str(said.error(code).title) in page
    assert 'href="/"' in page


def test_a_forbidden_thing_and_a_missing_one_look_the_same(request_without_database: HttpRequest) -> None:
    missing = views.error_404(request_without_database, Exception())
    forbidden = views.error_403(request_without_database, Exception())
    assert (forbidden.status_code, forbidden.content) == (missing.status_code, missing.content)


def test_a_database_that_is_away_is_told_from_a_failure_of_ours(request_without_database: HttpRequest) -> None:
    def told(failure: Exception) -> int:
        try:
            raise failure
        except Exception:
            return views.error_500(request_without_database).status_code

    assert told(OperationalError("the connection is closed")) == 503
    assert told(ValueError("a slip")) == 500


def test_unknown_codes_get_the_nearest_words() -> None:
    assert said.error(418) is said.ERRORS[400]
    assert said.error(502) is said.ERRORS[500]


def test_words_follow_the_reader(request_without_database: HttpRequest) -> None:
    with translation.override("es"):
        assert '<html lang="es">' in views.refuse(request_without_database, 404).content.decode()
