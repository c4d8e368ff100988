"""A connection that the server has ended is noticed before it is used; one that lives is not asked."""

from __future__ import annotations

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext


def test_a_line_that_was_cut_is_noticed_and_a_living_one_costs_no_statement(committed: None) -> None:
    with connection.cursor() as cursor, connections["owner"].cursor() as other:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
        with CaptureQueriesContext(connection) as asked:
            assert connection.is_usable()
        assert not asked
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [backend])
        assert other.fetchone() == (True,)
    assert not connection.is_usable()
    connection.close()
    assert not connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
