"""`groundswell serve` refuses, in words, what would not be safe or would not work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.integration.ops.conftest import Installation


@pytest.mark.parametrize(
    ("settings", "arguments", "words"),
    [
        ({}, ["--host", "192.0.2.1"], "Set GROUNDSWELL_HOSTS"),
        ({"GROUNDSWELL_HOSTS": "*"}, [], "must name the hosts one by one"),
        ({"GROUNDSWELL_DEMO": "1"}, [], "lets everyone sign in as anyone"),
        ({}, ["--port", "99999"], "from 1 to 65535"),
        ({"DATABASE_URL": "postgresql://nobody@/none?host=/nowhere"}, [], "The database cannot be read"),
    ],
)
def test_what_is_not_safe_is_refused(
    new_installation: Callable[..., Installation],
    free_port: Callable[[], int],
    settings: dict[str, str],
    arguments: list[str],
    words: str,
) -> None:
    installation = new_installation(bare=True, **settings)
    answer = installation.groundswell("serve", "--port", str(free_port()), *arguments)
    assert answer.returncode in (1, 2)
    assert words in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (installation.home / "postgres").exists()
