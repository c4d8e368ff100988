"""A page of the open web is fetched; nothing else is, whatever name, redirect or size it hides behind."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import zlib
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from tests.web import PUBLIC, Page, Web

from groundswell.kit.clock import now
from groundswell.wire.feeds.fetching import Fetched, agent, wait_said
from groundswell.wire.feeds.guard import is_public
from groundswell.wire.feeds.inflating import Inflater
from groundswell.wire.feeds.refusals import CODES, CannotUse, in_words


@pytest.fixture
def web() -> Web:
    return Web()


def fetch(web: Web, address: str = "http://gazette.example/feed", **options: Any) -> Fetched:
    async def visit() -> Fetched:
        async with web.open():
            return await web.fetcher().fetch(address, **options)

    return asyncio.run(visit())


def refused(web: Web, address: str = "http://gazette.example/feed", **options: Any) -> CannotUse:
    with pytest.raises(CannotUse) as refusal:
        fetch(web, address, **options)
    return refusal.value


def test_fetch_a_page(web: Web) -> None:
    web.pages["http://gazette.example/feed"] = Page(b"news", headers={"ETag": '"1"', "Last-Modified": "then"})
    found = fetch(web)
    assert (found.content, found.etag, found.modified, found.moved_to) == (b"news", '"1"', "then", "")
    assert web.connected == [f"{PUBLIC}:80"]
    assert web.asked[0].headers["user-agent"] == agent()


def test_ask_only_for_what_is_new(web: Web) -> None:
    web.pages["http://gazette.example/feed"] = Page(status=304)
    found = fetch(web, etag='"1"', modified="then")
    assert not found.is_new
    assert (web.asked[0].headers["if-none-match"], web.asked[0].headers["if-modified-since"]) == ('"1"', "then")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://gazette.example/feed",
        "file:///etc/passwd",
        "gopher://gazette.example/",
        "javascript:alert(1)",
        "http://",
        "http://ada:secret@gazette.example/",
        "http://gazette.example:99999/",
        "http://[::1/",
        "",
    ],
)
def test_refuse_what_is_no_address_of_a_page(web: Web, address: str) -> None:
    assert refused(web, address).code == "address"
    assert not web.connected


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1"),
        *("240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]"),
        *("[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fec0::1]"),
    ],
)
def test_refuse_addresses_that_are_not_of_the_open_web(web: Web, host: str) -> None:
    assert refused(web, f"http://{host}/").code == "forbidden"
    assert not web.connected


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "::ffff:192.168.0.1", "fe80::1"])
def test_refuse_names_that_lead_inside(web: Web, address: str) -> None:
    web.names["gazette.example"] = [address]
    assert refused(web).code == "forbidden"
    assert not web.connected


def test_the_checked_address_is_the_one_that_is_asked(web: Web) -> None:
    """A name that says something else when it is looked up again gains nothing: it is looked up once."""
    looked_up: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [PUBLIC] if len(looked_up) == 1 else ["127.0.0.1"]

    web._resolve = resolve  # type: ignore[method-assign]
    web.pages["http://gazette.example/feed"] = Page(b"news")
    fetch(web)
    assert (looked_up, web.connected) == (["gazette.example"], [f"{PUBLIC}:80"])


def test_only_the_public_ones_of_several_addresses_are_asked(web: Web) -> None:
    web.names["gazette.example"] = ["127.0.0.1", PUBLIC]
    web.pages["http://gazette.example/feed"] = Page(b"news")
    assert fetch(web).content == b"news"
    assert web.connected == [f"{PUBLIC}:80"]


@pytest.mark.parametrize("port", [22, 25, 53, 1023])
def test_refuse_doors_behind_which_no_site_lives(web: Web, port: int) -> None:
    assert refused(web, f"http://gazette.example:{port}/").code == "forbidden"


def test_follow_redirects_and_know_a_move_for_good(web: Web) -> None:
    web.pages["http://gazette.example/feed"] = Page(status=301, headers={"Location": "/new"})
    web.pages["http://gazette.example/new"] = Page(status=308, headers={"Location": "http://paper.example/feed"})
    web.pages["http://paper.example/feed"] = Page(b"news")
    found = fetch(web)
    assert (found.address, found.moved_to) == ("http://paper.example/feed", "http://paper.example/feed")


def test_a_move_for_now_is_no_move_for_good(web: Web) -> None:
    web.pages["http://gazette.example/feed"] = Page(status=302, headers={"Location": "http://paper.example/feed"})
    web.pages["http://paper.example/feed"] = Page(b"news")
    assert fetch(web).moved_to == ""


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://inside.example/", "http://[::ffff:10.0.0.1]/", "//10.0.0.1/x"])
def test_a_redirect_leads_nowhere_inside(web: Web, target: str) -> None:
    web.names["inside.example"] = ["192.168.0.7"]
    web.pages["http://gazette.example/feed"] = Page(status=302, headers={"Location": target})
    assert refused(web).code == "forbidden"
    assert web.connected == [f"{PUBLIC}:80"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"])
def test_a_redirect_leads_to_pages_only(web: Web, target: str) -> None:
    web.pages["http://gazette.example/feed"] = Page(status=302, headers={"Location": target})
    assert refused(web).code == "address"


def test_a_redirect_that_is_no_address_is_refused(web: Web) -> None:
    web.pages["http://gazette.example/feed"] = Page(status=302, headers={"Location": "http://[x"})
    assert refused(web).code == "address"


def test_follow_five_redirects_and_no_sixth(web: Web) -> None:
    for hop in range(6):
        web.pages[f"http://gazette.example/{hop}"] = Page(status=302, headers={"Location": f"/{hop + 1}"})
    web.pages["http://gazette.example/6"] = Page(b"news")
    assert fetch(web, "http://gazette.example/1").content == b"news"
    assert refused(web, "http://gazette.example/0").code == "redirects"


def test_the_environment_opens_one_origin_and_no_redirect_to_it(web: Web, settings: Any) -> None:
    settings.FETCH_ALLOW = "127.0.0.1:8099"
    web.pages["http://127.0.0.1:8099/feed"] = Page(b"news")
    assert fetch(web, "http://127.0.0.1:8099/feed").content == b"news"
    assert refused(web, "http://127.0.0.1:8098/feed").code == "forbidden"
    web.pages["http://gazette.example/feed"] = Page(status=302, headers={"Location": "http://127.0.0.1:8099/feed"})
    assert refused(web).code == "forbidden"


def test_read_what_is_packed(web: Web) -> None:
    for encoding, packed in (
        ("gzip", gzip.compress(b"news") + gzip.compress(b" and more")),
        ("deflate", zlib.compress(b"news and more")),
        ("deflate", zlib.compress(b"news and more")[2:-4]),
        ("", b"news and more"),
    ):
        web.pages["http://gazette.example/feed"] = Page(packed, headers={"Content-Encoding": encoding} if encoding else {})
        assert fetch(web).content == b"news and more"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
def test_refuse_what_cannot_be_unpacked(web: Web, encoding: str) -> None:
    web.pages["http://gazette.example/feed"] = Page(b"no such thing", headers={"Content-Encoding": encoding})
    assert refused(web).code == "garbled"


def test_a_bomb_is_noticed_and_not_unpacked(web: Web) -> None:
    inner = gzip.compress(bytes(40_000_000), 1)
    web.pages["http://gazette.example/feed"] = Page(inner, headers={"Content-Encoding": "gzip"})
    assert refused(web).code == "too_big"


def test_padding_behind_what_is_packed_is_neither_kept_nor_endless(web: Web) -> None:
    packed = gzip.compress(b"news")
    web.pages["http://gazette.example/feed"] = Page(packed + bytes(2_000), headers={"Content-Encoding": "gzip"})
    assert fetch(web).content == b"news"
    unpacking = Inflater("gzip", limit=100_000)
    assert unpacking.take(packed) == b"news"
    with pytest.raises(CannotUse, match="too_big"):
        for _part in range(100):
            assert unpacking.take(bytes(4_096)) == b""
    again = Inflater("gzip", limit=100_000)
    assert again.take(packed) + again.take(packed) == b"newsnews", "pieces in a row are one file"


def test_refuse_what_is_too_large(web: Web) -> None:
    web.pages["http://gazette.example/feed"] = Page(b"x" * 101)
    assert refused(web, limit=100).code == "too_big"
    web.pages["http://gazette.example/feed"] = Page(parts=[b"x" * 60] * 2)
    assert refused(web, limit=100).code == "too_big"
    web.pages["http://gazette.example/feed"] = Page(b"x" * 100)
    assert len(fetch(web, limit=100).content) == 100


def test_a_slow_drip_ends(web: Web) -> None:
    """Each part comes in time; all of them together do not."""
    web.pages["http://gazette.example/feed"] = Page(parts=[b"x"] * 400, pause=0.05)
    assert refused(web, seconds=0.3).code == "too_slow"


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "status"), (403, "kept_out"), (404, "missing"), (410, "gone"), (429, "busy"), (500, "failed"), (503, "busy")],
)
def test_an_answer_that_is_no_page_has_its_words(web: Web, status: int, code: str) -> None:
    web.pages["http://gazette.example/feed"] = Page(status=status, headers={"Retry-After": "120"})
    refusal = refused(web)
    assert (refusal.code, refusal.status, refusal.wait) == (code, status, 120.0)


@pytest.mark.parametrize("raw", [b"not HTTP at all\r\n\r\n", b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nabc", bytes(2000)])
def test_a_broken_answer_is_refused(web: Web, raw: bytes) -> None:
    web.pages["http://gazette.example/feed"] = Page(raw=raw)
    assert refused(web).code in {"garbled", "no_answer"}


def test_how_long_a_site_asks_us_to_wait() -> None:
    assert wait_said("30") == 30
    assert wait_said("99999999999999999999") == 7 * 86_400
    assert wait_said("soon") is None
    assert wait_said("") is None
    assert wait_said(format_datetime(now() - timedelta(days=1))) == 0
    assert 3000 < (wait_said(format_datetime(now() + timedelta(hours=1))) or 0) <= 3600


def test_every_refusal_has_its_words() -> None:
    assert all(in_words(code) and in_words(code).endswith(".") for code in CODES)


def test_what_is_public() -> None:
    assert is_public(ipaddress.ip_address("8.8.8.8"))
    assert is_public(ipaddress.ip_address("2606:4700::1111"))
    assert is_public(ipaddress.ip_address("64:ff9b::808:808"))
