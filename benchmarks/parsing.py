"""Parsing feeds into clean entries: items a second with sanitising, beside feedparser and fastfeedparser alone."""

from __future__ import annotations

import html
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.report import OURS, Clock, Report

FEEDS, ENTRIES = 200, 40
_WORDS = """flood bridge council vote night water school strike ferry board mill lane orchard price rent bus nurse ward court
river lamp tram market harbour quarry library depot hill station meadow bakery choir archive garden tower village""".split()  # noqa: SIM905


def run(report: Report) -> None:
    """Made feeds of three kinds, as ours, as each parser alone (which cleans nothing), and hostile ones."""
    for kind in ("rss", "atom", "broken"):
        report.measure(f"{kind} feeds", OURS, ours, kind)
        report.measure(f"{kind} feeds", "fastfeedparser alone", fast, kind)
        report.measure(f"{kind} feeds", "feedparser alone, sanitising", patient, kind)
    report.measure("hostile feeds", OURS, hostile, repeat=1)


def ours(clock: Clock, kind: str) -> dict[str, Any]:
    """The process that parses and the cleaning, as the reader of feeds uses them."""
    _django()
    from groundswell.wire.feeds.entries import entries_of
    from groundswell.wire.feeds.sandbox import Sandbox

    feeds, at = made(kind), datetime(2026, 6, 1, tzinfo=UTC)
    sandbox = Sandbox()
    sandbox.feed(feeds[0])
    found = 0
    with clock:
        for content in feeds:
            said = sandbox.feed(content, address="https://alder.example/feed")
            found += len(entries_of(said, source_id=1, name="Post", key="post", language="", at=at))
        sandbox.close()
    return _figures(found, clock)


def fast(clock: Clock, kind: str) -> dict[str, Any]:
    """The fast parser by itself."""
    import fastfeedparser

    feeds = made(kind)
    return _alone(clock, feeds, lambda content: len(fastfeedparser.parse(content)["entries"]))


def patient(clock: Clock, kind: str) -> dict[str, Any]:
    """The patient parser by itself, with its own sanitising."""
    import feedparser

    feeds = made(kind)[: FEEDS // 10]
    return _alone(clock, feeds, lambda content: len(feedparser.parse(content)["entries"]))


def _alone(clock: Clock, feeds: list[bytes], parse: Any) -> dict[str, Any]:
    found = failed = 0
    with clock:
        for content in feeds:
            try:
                found += parse(content)
            except Exception:
                failed += 1
    return _figures(found, clock, f"; {failed} of {len(feeds)} feeds refused" if failed else "")


def _figures(found: int, clock: Clock, rest: str = "") -> dict[str, Any]:
    rate = found / clock.wall
    return {"quality": f"{rate:,.0f} items/s, {found:,} found{rest}", "items_a_second": rate, "found": found}


def hostile(clock: Clock) -> dict[str, Any]:
    """Feeds that mean harm: the slowest, and the memory of the process that parses."""
    _django()
    from groundswell.wire.feeds.refusals import CannotUse
    from groundswell.wire.feeds.sandbox import Sandbox

    sandbox = Sandbox()
    slowest, memory, refused = 0.0, 0.0, 0
    with clock:
        for content in evil().values():
            one = Clock()
            sandbox.feed(made("rss")[0])
            process = sandbox.process_id
            with one:
                try:
                    sandbox.parse(content)
                except CannotUse:
                    refused += 1
            slowest, memory = max(slowest, one.wall), max(memory, _peak(process))
    sandbox.close()
    words = f"{len(evil())} feeds, {refused} refused, slowest {slowest:.2f} s, parser at most {memory:.0f} MB"
    return {"quality": words, "slowest": slowest, "parser_mb": memory}


def made(kind: str) -> list[bytes]:
    """Return invented feeds: `broken` ones say ampersands and entities as they like, and never close."""
    chance = random.Random(5)
    return [_feed(chance, kind, number) for number in range(FEEDS)]


def _feed(chance: random.Random, kind: str, number: int) -> bytes:
    entries = []
    for turn in range(ENTRIES):
        at = datetime(2026, 5, 1, tzinfo=UTC) + timedelta(minutes=chance.randint(0, 40_000))
        title = " ".join(chance.choices(_WORDS, k=8)).capitalize()
        lead = f"<p>{' '.join(chance.choices(_WORDS, k=60))}</p><p><a href='https://alder.example/'>more</a></p>"
        link = f"https://paper{number}.example/{turn}"
        if kind == "atom":
            entries.append(
                f"<entry><id>{link}</id><title>{title}</title><link href='{link}'/><updated>{at.isoformat()}</updated>"
                f"<summary type='html'>{html.escape(lead)}</summary></entry>"
            )
        else:
            words = f"{title} & more&nbsp;" if kind == "broken" else title
            date = at.strftime("%a, %d %b %Y %H:%M:%S +0000")
            entries.append(
                f"<item><title>{words}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate>"
                f"<description><![CDATA[{lead}]]></description></item>"
            )
    if kind == "atom":
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Paper {number}</title>{''.join(entries)}</feed>".encode()
    end = "" if kind == "broken" else "</channel></rss>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper {number}</title>{"".join(entries)}{end}'.encode()


def evil() -> dict[str, bytes]:
    """Return feeds that mean harm, by what they try."""
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

    def rss(items: str, head: str = "") -> bytes:
        return f'{head}<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()

    many = "".join(f"<item><title>x {n}</title></item>" for n in range(120_000))
    attributes = " ".join(f'a{n}="1"' for n in range(200_000))
    return {
        "billion laughs": rss("<item><title>&e9;</title></item>", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}]>'),
        "large entity": rss(
            "<item><title>" + "&e;" * 9_000 + "</title></item>", f'<!DOCTYPE r [<!ENTITY e "{"a" * 99_999}">]>'
        ),
        "external entity": rss("<item><title>&x;</title></item>", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "100,000 levels": rss("<item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item>"),
        "100,000 open items": rss("<item>" * 100_000),
        "levels in JSON": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 900_000,
        "120,000 entries": rss(many)[:4_999_000],
        "200,000 attributes": rss(f"<item {attributes}><title>x</title></item>"),
        "open sections": rss("<item><title><![CDATA[" * 100_000),
        "ampersands": rss("<item><title>" + "&#" * 900_000 + "</title></item>"),
        "doctypes": b"<!DOCTYPE rss [" * 300_000,
        "50 MB": bytes(50_000_000),
        "binary": random.Random(1).randbytes(4_000_000),
    }


def _peak(process: int | None) -> float:
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return 0.0  # it was ended


def _django() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    django.setup()
