"""What leads out of a text is found however it is written; what only looks like it is left alone."""

from __future__ import annotations

import pytest

from groundswell.communities.outward import sites_named


@pytest.mark.parametrize(
    "text",
    [
        "Six jars: https://jars.example/six",
        "https://name:word@jars.example:8080/",
        "hxxps://jars.example/six",
        "HTTPS:\\\\jars.example",
        "//jars.example/six",
        "www.jars.example",
        "Go to jars.example.",
        "JARS.EXAMPLE",
        "jars[.]example",
        "jars (dot) example",
        "jars．example",
        "jars。example",
        "jars.\u200bexample",
        "jars\u00ad.example",
        "ja\u2060rs.exa\u034fmple",
        "mailto:ann@jars.example",
        "MailTo:ann@jars.example?subject=six",
    ],
)
def test_a_site_is_found_however_it_is_written(text: str) -> None:
    assert sites_named(text) == ["jars.example"]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("jars dot com", "jars.com"),
        ("jars . com, tonight", "jars.com"),
        ("Jars.Com", "jars.com"),
        ("t.me/jars", "t.me"),
        ("http://192.0.2.7/six", "192.0.2.7"),
        ("192.0.2.7:80/six", "192.0.2.7"),
        ("192.168.1.1", "192.168.1.1"),
        ("Open 10.0.0.112.", "10.0.0.112"),
        ("банки.рф", "банки.рф"),
        ("xn--80aab.xn--p1ai", "xn--80aab.xn--p1ai"),
    ],
)
def test_other_ways_to_lead_out(text: str, site: str) -> None:
    assert sites_named(text) == [site]


@pytest.mark.parametrize(
    "text",
    [
        "Done.Then we went home.",
        "e.g. this, i.e. that, at 10.30 p.m.",
        "J. Smith of the U.S.A.",
        "See minutes.pdf, version 1.2.3, 3.5 kg.",
        "Wait...what?",
        "Chapter 1.2.3.4, and 999.1.1.1 of it, and 2.100.3.4.5.",
        "Write to ann@water.example.",
        "Come in. Me too. Go. To the board.",
        "http://localhost:8000/ellery/wire/",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert sites_named(text) == []


def test_each_site_is_named_once() -> None:
    assert sites_named("jars.example, https://www.jars.example/six and honey.example") == ["jars.example", "honey.example"]
