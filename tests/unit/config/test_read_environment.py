"""What the installation says of its mail server is understood, and no password travels in the clear."""

from __future__ import annotations

import pytest

from groundswell.config import env


@pytest.mark.parametrize(
    ("url", "host", "port", "ssl", "tls"),
    [
        ("smtps://ben:p%40ss@mail.example", "mail.example", 465, True, False),
        ("smtp+tls://ben:p%40ss@mail.example", "mail.example", 587, False, True),
        ("smtp://ben:p%40ss@mail.example:2525", "mail.example", 2525, False, True),
        ("smtp://mail.example:587", "mail.example", 587, False, True),
        ("smtp://localhost", "localhost", 25, False, False),
    ],
)
def test_a_mail_server_is_understood(
    monkeypatch: pytest.MonkeyPatch, url: str, host: str, port: int, ssl: bool, tls: bool
) -> None:
    monkeypatch.setenv("GROUNDSWELL_MAIL_URL", url)
    found = env.mail()
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (ssl, tls)
    assert found["EMAIL_HOST_PASSWORD"] == ("p@ss" if "@mail" in url else "")


def test_none_set_means_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_MAIL_URL", " ")
    assert env.mail() == {}
