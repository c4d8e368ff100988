"""Feeds made to do harm: each becomes a clean page or one refusal, in a process that stays small and within its second.

The second and the memory are the kernel's to hold (``tests/unit/wire/test_limit_the_parser.py``); here each feed goes its
whole way, from the bytes of a site to every page and file in which its words appear.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from tests.cast import Cast

from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.wire.feeds import parser
from groundswell.wire.feeds.entries import entries_of
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Sandbox
from groundswell.wire.models import Item
from groundswell.wire.services import CampaignStream, take_in_items

_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def _rss(
    title: str, *, head: str = "", lead: str = "Water rose.", link: str = "https://alder.example/1", date: str = ""
) -> bytes:
    said = f"<title>{title}</title><link>{link}</link><description>{lead}</description><pubDate>{date}</pubDate>"
    return f'{head}<rss version="2.0"><channel><title>Post</title><item>{said}</item></channel></rss>'.encode()


HARMLESS_AFTER_ALL = {
    "billion laughs": _rss("Flood &e9; here", head=f'<!DOCTYPE rss [<!ENTITY e0 "ha">{_BOMB}]>'),
    "a file of ours": _rss("Flood &e; here", head='<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    "a site of ours": _rss("Flood &e; here", head='<!DOCTYPE rss [<!ENTITY % d SYSTEM "http://127.0.0.1/x"> %d;]>'),
    "a script": _rss("<![CDATA[<script>alert(1)</script>Flood here]]>", lead="<![CDATA[<script>alert(1)</script>Rain]]>"),
    "a script spelled out": _rss("&lt;script&gt;alert(1)&lt;/script&gt;Flood", lead="&amp;lt;script&amp;gt;alert(1)"),
    "onerror": _rss("<![CDATA[<img src=x onerror=alert(1)>Flood]]>", lead='<![CDATA["><img src=x onerror=alert(1)>]]>'),
    "javascript": _rss(
        "Flood closes bridge", link="javascript:alert(1)", lead="<![CDATA[<a href='javascript:alert(1)'>x</a>]]>"
    ),
    "data": _rss("Flood closes bridge", link="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"),
    "a template": _rss("Flood {{ 7 * 7 }} {% include 'x' %} ${7*7}"),
    "out of an attribute": _rss("Flood &quot; onmouseover=&quot;alert(1)", link="https://alder.example/&quot;onx=&quot;1"),
    "alphabets that look alike": _rss("Вanк оf Аlder clоses"),
    "words turned round": _rss("\u202edoolF\u202c closes \u2066bridge\u2069 \u200fnow"),
    "a heap of accents": _rss("Flood" + "\u0335\u0301" * 400),
    "the year 9999": _rss("Flood closes bridge", date="Fri, 31 Dec 9999 23:59:59 -1400"),
    "before there was time": _rss("Flood closes bridge", date="Sat, 01 Jan 0001 00:00:00 +1400"),
    "entries within entries": _rss("Flood" + "<b>" * 100_000),
}
REFUSED = {
    "a hundred thousand levels": b"<rss><channel>" + b"<a>" * 100_000,
    "levels of a JSON Feed": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
    "one tag of five megabytes": b"<rss><channel><item " + b'a="1" ' * 800_000,
    "fifty megabytes": b"<rss>" + b"a" * 50_000_000,
    "nothing but noughts": bytes(4_000_000),
}

HARM = ("<script>alert", "<img src=x", "root:x:", 'onmouseover="', '="javascript:', '="data:text', "\u202e")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    found = Sandbox()
    yield found
    found.close()


def _status(process: int, name: str) -> int:
    """Return a figure of a process in kilobytes, as the kernel says it."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def _seconds_of_work(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _taken_in(cast: Cast, sandbox: Sandbox, content: bytes) -> None:
    feed = sandbox.feed(content, address="https://alder.example/feed")
    found = entries_of(feed, source_id="7", name="The Alder Post", key="the alder post", language="", at=now())
    take_in_items(entries=found, stream=CampaignStream(cast.campaign.pk), actor=machine(cast.campaign.pk))


@pytest.mark.parametrize("name", HARMLESS_AFTER_ALL)
def test_what_is_read_is_a_clean_page(cast: Cast, sandbox: Sandbox, client: Client, name: str) -> None:
    before = _seconds_of_work(sandbox.process_id) if sandbox.process_id else 0.0
    was = sandbox.process_id
    _taken_in(cast, sandbox, HARMLESS_AFTER_ALL[name])
    process = sandbox.process_id
    assert process is not None and _status(process, "VmHWM") < 200_000
    if process == was:
        assert _seconds_of_work(process) - before <= parser.CPU_SECONDS + 0.1  # the kernel's own clock, and its tick
    item = Item.objects.get()
    assert item.title and len(item.title) <= 500 and item.published <= now()
    client.force_login(cast.cleo.account)
    for page in (f"{item.story_id}/", "", f"{item.story_id}/order/", f"sources/{item.source_id}/", "search/?since=1990-01-01"):
        answer = client.get(f"/ellery/wire/{page}")
        text = answer.content.decode()
        assert "Flood 49" not in text
        assert answer.status_code == 200 and "Content-Security-Policy" in answer, page
        assert [harm for harm in HARM if harm in text] == [], page
    assert unescape(client.get(f"/ellery/wire/{item.story_id}/").content.decode()).count(item.title) >= 1
    ET.fromstring(client.get("/ellery/wire/feed.atom").content)  # noqa: S314 (our own)
    assert client.get("/ellery/wire/feed.json").json()["items"][0]["title"] == item.title


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_and_the_next_feed_read(cast: Cast, sandbox: Sandbox, name: str) -> None:
    with pytest.raises(CannotUse) as refusal:
        _taken_in(cast, sandbox, REFUSED[name])
    assert refusal.value.code in {"unreadable", "too_much_work", "too_big"}
    _taken_in(cast, sandbox, _rss("Flood closes bridge"))
    assert Item.objects.get().title == "Flood closes bridge"
    assert sandbox.process_id is not None and _status(sandbox.process_id, "VmHWM") < 200_000
