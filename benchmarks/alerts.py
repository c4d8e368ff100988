"""Alerts: from the commit of the item that is the second independent outlet of a story to the mail at a mail server.

A worker as an installation runs it, a mail server on 127.0.0.1 that takes everything and notes when, a campaign of 24,000
members who each said what they know. Each round a story is told by a second outlet: some members follow its words. At last
a story touches a community that all of them are in: a notice for each, and their digests.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zlib import crc32

from benchmarks.live import installation
from benchmarks.report import OURS, Clock, Report

MEMBERS = 24_000
FOLLOWERS = (1, 200)  # of each story
ROUNDS = {1: 50, 200: 3}
ROUNDS_BESIDE = 20
LONGEST = 420
GOAL = 2.0
_AT_ONCE = 1_000
RECKONS = 3.0  # seconds a row that a consumer beside the alerts takes
_WORK = "import django; django.setup(); {also}from groundswell.ops.worker import work; work()"
_SLOW = (
    "import time; from groundswell.pulse.consumers import register; "
    f"register('a.slow', kinds={{'wire.story_opened', 'wire.story_grown'}}, handle=lambda row: time.sleep({RECKONS})); "
)


class _Sink(socketserver.StreamRequestHandler):
    """A mail server that takes everything."""

    def handle(self) -> None:
        """Speak as much SMTP as a client asks for."""
        self._say("220 sink")
        while line := self.rfile.readline().strip().upper():
            verb = line[:4]
            if verb == b"DATA":
                self._say("354 go on")
                subject = b""
                while (part := self.rfile.readline()).strip() != b".":
                    subject = part if part.lower().startswith(b"subject:") else subject
                self.server.took.append((time.monotonic(), subject.decode()))  # type: ignore[attr-defined]
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


def run(report: Report) -> None:
    """Measure one follower and two hundred."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LONGEST)
    try:
        with installation() as dsn, _mail_server() as (port, took), contextlib.ExitStack() as working:
            working.enter_context(_worker(dsn, port))
            cast = _campaign()
            for followers in FOLLOWERS:
                _rounds(report, cast, f"{followers} of {MEMBERS:,} follow", followers, ROUNDS[followers], took)
            working.close()
            with _worker(dsn, port, also=_SLOW):
                case = f"one follows, a consumer beside takes {RECKONS:.0f} s a row"
                _rounds(report, cast, case, 1, ROUNDS_BESIDE, took)
            _community(cast, report)
    finally:
        signal.alarm(0)
    report.note(f"From the item's commit to the mail at the server; the goal for the first is under {GOAL:.0f} s.")


def _rounds(report: Report, cast: Any, case: str, followers: int, rounds: int, took: list[tuple[float, str]]) -> None:
    """Tell some stories, one after the other, and say how long the mails took."""
    _tell(cast, f"first of {case}", 1, took)
    found = [_tell(cast, f"{case} {number}", followers, took) for number in range(rounds)]
    firsts, lasts = sorted(first for first, _last in found), sorted(last for _first, last in found)
    middle, nearly = rounds // 2, min(rounds - 1, math.ceil(0.99 * rounds) - 1)
    quality = (
        f"first mail p50 {firsts[middle] * 1000:.0f} ms, p99 {firsts[nearly] * 1000:.0f} ms; "
        f"last mail p50 {lasts[middle] * 1000:.0f} ms, p99 {lasts[nearly] * 1000:.0f} ms"
    )
    report.add(case, OURS, wall=firsts[middle], quality=quality, rounds=rounds)


def _give_up(number: int, frame: Any) -> None:
    raise TimeoutError(f"not done within {LONGEST} seconds")


@contextlib.contextmanager
def _mail_server() -> Iterator[tuple[int, list[tuple[float, str]]]]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Sink)
    server.daemon_threads = True
    server.took = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], server.took  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def _worker(dsn: str, port: int, also: str = "") -> Iterator[None]:
    environment = {**os.environ, "GROUNDSWELL_DSN": dsn, "GROUNDSWELL_MAIL_URL": f"smtp://127.0.0.1:{port}"}
    process = subprocess.Popen([sys.executable, "-c", _WORK.format(also=also)], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _campaign() -> Any:
    """The cast, and thousands who each know something else."""
    from tests.cast import assemble

    from groundswell.kit.clock import now
    from groundswell.kit.db import scope
    from groundswell.kit.inserts import insert_many
    from groundswell.notify.models import Preference, Watch
    from groundswell.people.models import Account, Member, Person

    cast, at = assemble("bench"), now()
    with scope(cast.campaign.pk):
        numbers = range(MEMBERS)
        accounts = Account.objects.bulk_create([Account(email=f"m{number}@bench.example") for number in numbers], _AT_ONCE)
        people = [Person(campaign=cast.campaign, name=f"M{n}", created_at=at) for n in numbers]
        insert_many(people)
        pairs = zip(accounts, people, strict=True)
        members = [Member(campaign=cast.campaign, account=account, person=person, joined_at=at) for account, person in pairs]
        insert_many(members)
        wish = {"timezone": "UTC", "next_digest_at": at + timedelta(days=2), "quiet_from": None, "most_a_day": 100}
        insert_many([Preference(campaign=cast.campaign, member=member, **wish) for member in members])
        insert_many(
            [
                Watch(
                    campaign=cast.campaign, of="knows", thing_id=member.pk, label=word, anchor=word, stems=[word], is_loose=True
                )
                for number, member in enumerate(members)
                for word in [f"english:{_word(number)}"]
            ]
        )
    cast.members = members
    return cast


def _community(cast: Any, report: Report) -> None:
    """A story touches a community of all members: write their notices, then make the digests that hold them."""
    from groundswell.communities.models import Membership
    from groundswell.kit.actor import machine
    from groundswell.kit.clock import now
    from groundswell.kit.db import scope
    from groundswell.kit.inserts import insert_many
    from groundswell.notify.models import Notice, Preference
    from groundswell.notify.neighbours import tell_members
    from groundswell.notify.services import make_digest
    from groundswell.wire.models import Story, Touch

    campaign, at = cast.campaign, now()
    with scope(campaign.pk):
        inside = {"community": cast.ferry, "state": "in", "since": at}
        insert_many([Membership(campaign=campaign, member=one, **inside) for one in cast.members])
        story = Story.objects.filter(outlet_count=2).order_by("-pk")[0]
        Touch.objects.create(campaign=campaign, story=story, community=cast.ferry, score=1.0, touches=True)
    with Clock() as notices:
        told = tell_members(campaign_id=campaign.pk, story_id=story.pk)
    case = f"a community of {MEMBERS:,} touched"
    report.add(case, OURS, cpu=notices.cpu, wall=notices.wall, quality=f"{told:,} notices, 500 in a transaction")
    with scope(campaign.pk):
        Preference.objects.update(next_digest_at=at)
    with Clock() as digests:
        looked = 1
        while looked:
            with scope(campaign.pk):
                looked = make_digest(campaign=campaign, actor=machine(campaign.pk))
    with scope(campaign.pk):
        made = Notice.objects.filter(because="member", parcels__isnull=False).count()
    report.add("their digests put together", OURS, cpu=digests.cpu, wall=digests.wall, quality=f"{made:,} digests, not sent")


def _word(seed: object) -> str:
    number = crc32(str(seed).encode())
    return "".join(chr(97 + (number >> 4 * place) % 16) for place in range(8))


def _tell(cast: Any, name: str, followers: int, took: list[tuple[float, str]]) -> tuple[float, float]:
    """Let a story be told twice, by two outlets; returns the seconds to the first and to the last mail."""
    from groundswell.kit.actor import machine
    from groundswell.kit.clock import now
    from groundswell.kit.db import scope
    from groundswell.notify.models import Follow
    from groundswell.notify.services.watching import watch_follow
    from groundswell.wire.reading.entries import entry
    from groundswell.wire.reading.rows import Row
    from groundswell.wire.services import CampaignStream, take_in_items

    title = " ".join(_word(f"{name}{part}") for part in range(6))
    at = now()
    with scope(cast.campaign.pk):
        follows = [
            Follow(campaign=cast.campaign, member=member, kind="words", words=title, made_at=at)
            for member in cast.members[:followers]
        ]
        for follow in Follow.objects.bulk_create(follows):
            watch_follow(campaign=cast.campaign, follow=follow)
    stream = CampaignStream(cast.campaign.pk)
    for number, outlet in enumerate(("First Herald", "Second Courier")):
        told = {"title": title, "lead": " ".join(_word(f"{name}{number}{part}x") for part in range(12)), "source": outlet}
        told |= {"published": at.isoformat(), "link": f"https://{number}.example/{crc32(name.encode())}"}
        with scope(cast.campaign.pk):
            taken = entry(Row(number + 1, told), file="bench.tsv", now=at)
            take_in_items(entries=[taken], stream=stream, actor=machine(cast.campaign.pk))
        if number == 0:
            time.sleep(0.5)
            took.clear()
    committed = time.monotonic()
    while len(took) < followers:
        time.sleep(0.001)
    arrived = sorted(moment for moment, _subject in took)
    return arrived[0] - committed, arrived[-1] - committed
