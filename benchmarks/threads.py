"""A community that grows overnight: 24,000 members come in, 200 posts a day for two weeks; what pages, posts and mails cost.

The case is that of a group which grew from 300 to 24,000 in a fortnight and was drowned by its own mailing list. Members are
rows written as joining writes them; posts, digests and pages are the program's own, in this process, over a server of its own.
CPU is this process's; wall holds PostgreSQL's work too. No peer does the same.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.report import OURS, Report

MEMBERS, DAYS, POSTS, THREADS = 24_000, 14, 200, 12
WRITERS, VISITS = 100, 9
BY_SERVICE = 60  # of the posts, the last ones, go through the service; those before are written as its rows


def run(report: Report) -> None:
    """Found it, fill it, let it talk for two weeks, and look at what it costs."""
    with _home():
        from tests.cast import assemble

        from groundswell.kit.db import scope

        cast = assemble()
        with scope(cast.campaign.pk), _timed(report, "24,000 members come in", per=MEMBERS):
            members = _crowd(cast)
        _analyze()  # of what is committed: it sees nothing else
        with scope(cast.campaign.pk):
            threads = _talk(report, cast, members)
        _analyze()
        _pages(report, cast, threads)
        with scope(cast.campaign.pk):
            _mails(report, cast, members, threads)


@contextmanager
def _home() -> Iterator[None]:
    """A server of its own, begun as a copy of the empty database where one is kept; Django leads there."""
    from groundswell.kit import postgres
    from groundswell.ops import born

    folder = Path(tempfile.mkdtemp(prefix="gs-bench-"))
    os.chmod(folder, 0o755)  # noqa: S103 (the server's own user passes through)
    kept = born.home()
    if kept is not None:
        postgres.copy_cluster(kept, folder / "home")
    with postgres.lease(folder / "home", durable=False) as server:
        os.environ.update(
            GROUNDSWELL_DSN=server.dsn,
            GROUNDSWELL_SECRET_KEY="benchmark",
            DJANGO_SETTINGS_MODULE="groundswell.config.settings",
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        if kept is None:
            call_command("migrate", database="owner", verbosity=0)
        yield
        connections.close_all()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _timed(report: Report, case: str, *, per: int = 1) -> Iterator[dict[str, Any]]:
    told: dict[str, Any] = {}
    cpu, wall = time.process_time(), time.perf_counter()
    yield told
    spent = ((time.process_time() - cpu) / per, (time.perf_counter() - wall) / per)
    report.add(case, OURS, cpu=spent[0], wall=spent[1], **told)


def _analyze() -> None:
    """Let the database know its tables, as it would after a night."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _crowd(cast: Any) -> list[Any]:
    """Write the rows that joining and coming in write."""
    from groundswell.communities.models import Membership
    from groundswell.kit.clock import now
    from groundswell.kit.inserts import insert_many
    from groundswell.people.models import Account, Member, Person

    at, campaign = now() - timedelta(days=30), cast.campaign
    accounts = [Account(email=f"m{number}@crowd.example", password="!", created_at=at) for number in range(MEMBERS)]
    Account.objects.bulk_create(accounts, batch_size=2000)
    people = [Person(campaign=campaign, name=f"Walker{number} Crowd", created_at=at) for number in range(MEMBERS)]
    insert_many(people)
    pairs = zip(people, accounts, strict=True)
    members = [Member(campaign=campaign, person=person, account=account, joined_at=at) for person, account in pairs]
    insert_many(members)
    insert_many([Membership(campaign=campaign, community=cast.ferry, member=one, state="in", since=at) for one in members])
    return members


def _talk(report: Report, cast: Any, members: list[Any]) -> list[Any]:
    """Two weeks of posts, 200 a day, by a hundred writers in a dozen threads; one in ten names somebody."""
    from groundswell.communities.services import start_thread, write_post
    from groundswell.kit import clock
    from groundswell.people.selectors import present_actor

    began = clock.now() - timedelta(days=DAYS)
    actors = [present_actor(cast.campaign.pk, one.account_id) for one in members[:WRITERS]]
    with clock.at(began):
        threads = [
            start_thread(community=cast.ferry, title=f"Question {number}", text="What do we do?", actor=actors[number])
            for number in range(THREADS)
        ]
    _earlier(cast, threads, members, began)
    with _timed(report, "one post after 2,700, a name in one of ten", per=BY_SERVICE):
        for number in range(DAYS * POSTS - BY_SERVICE, DAYS * POSTS):
            name = f"@Walker{number} Crowd, " if number % 10 == 0 else ""
            with clock.at(began + timedelta(minutes=number * 24 * 60 / POSTS)):
                write_post(
                    thread=threads[0 if number % 2 else number % THREADS],
                    text=f"{name}this is what I saw on the corner today, number {number}. " * 3,
                    actor=actors[number % WRITERS],
                )
    return threads


def _earlier(cast: Any, threads: list[Any], members: list[Any], began: Any) -> None:
    """Write the posts of the first days as rows; every second one in the first thread."""
    from groundswell.communities.models import Post, Thread
    from groundswell.kit.ids import uuid7
    from groundswell.kit.inserts import insert_many

    counts, rows = [1] * THREADS, []
    for number in range(DAYS * POSTS - BY_SERVICE):
        place = 0 if number % 2 else number % THREADS
        counts[place] += 1
        at = began + timedelta(minutes=number * 24 * 60 / POSTS)
        text = f"This is what I saw on the corner today, number {number}. " * 3
        rows.append(
            Post(
                campaign=cast.campaign, thread=threads[place], number=counts[place], written_by=members[number % WRITERS],
                text=text, written_at=at, placed_at=at,
            )
        )  # fmt: skip
    insert_many(rows)
    for place, thread in enumerate(threads):
        Thread.objects.filter(pk=thread.pk).update(post_count=counts[place], latest=uuid7(), latest_at=rows[-1].placed_at)


def _pages(report: Report, cast: Any, threads: list[Any]) -> None:
    """Server time of a member's pages; how many questions they ask is asserted in tests/integration/communities."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    longest = f"/ellery/communities/threads/{threads[0].pk}/"
    for case, page in (
        ("the longest thread's end", longest),
        ("its middle", f"{longest}?before=700"),
        ("the list of threads", "/ellery/communities/ferry-street/threads/"),
        ("the community's page", "/ellery/communities/ferry-street/"),
        ("names for an @", "/ellery/communities/ferry-street/names/?q=walker23"),
    ):
        answer = client.get(page)
        if answer.status_code != 200:
            raise RuntimeError(f"{page} answered {answer.status_code}")
        cpu, wall = _median(lambda page=page: client.get(page))  # type: ignore[misc]
        report.add(case, OURS, cpu=cpu, wall=wall, quality=f"{len(answer.content) / 1000:.0f} kB")


def _median(deed: Callable[[], object]) -> tuple[float, float]:
    spent = []
    for _visit in range(VISITS):
        cpu, wall = time.process_time(), time.perf_counter()
        deed()
        spent.append((time.process_time() - cpu, time.perf_counter() - wall))
    return statistics.median(one[0] for one in spent), statistics.median(one[1] for one in spent)


def _mails(report: Report, cast: Any, members: list[Any], threads: list[Any]) -> None:
    """One day's mails by what was chosen: a third each; and what one day of mail would have been as a mailing list."""
    from groundswell.communities.models import Mention
    from groundswell.kit.actor import machine
    from groundswell.kit.clock import now
    from groundswell.kit.inserts import insert_many
    from groundswell.notify import thread_news
    from groundswell.notify.models import CommunityWish, Delivery, Preference
    from groundswell.notify.services import make_digest, make_ready_for_threads, tell

    actor = machine(cast.campaign.pk)
    with _timed(report, "a digest for each who never chose", per=MEMBERS):
        while make_ready_for_threads(campaign=cast.campaign, community_id=cast.ferry.pk, actor=actor):
            pass
    chosen = {one.pk: ("digest", "mentions", "nothing")[number % 3] for number, one in enumerate(members)}
    wishes = [
        CommunityWish(campaign=cast.campaign, community=cast.ferry, member_id=key, choice=choice)
        for key, choice in chosen.items()
        if choice != "digest"
    ]
    insert_many(wishes)
    recent = Mention.objects.filter(post__placed_at__gt=now() - timedelta(days=1)).select_related("post")
    with _timed(report, "a day's names told at once") as told:
        for mention in list(recent):
            row: Any = type("Row", (), {"subject_id": mention.post_id})
            news, to = thread_news.mentioned(row)
            tell(campaign=cast.campaign, news=news, to=to, actor=actor)
        told["quality"] = f"{len(recent)} names"
    Preference.objects.update(next_digest_at=now(), quiet_from=None, quiet_until=None)
    with _timed(report, "a day's digests, each", per=MEMBERS) as told:
        rounds = 0
        while make_digest(campaign=cast.campaign, actor=actor):
            rounds += 1
        told["quality"] = f"{rounds} batches"
    counts = dict.fromkeys(("digest", "mentions", "nothing"), 0)
    for member_id in Delivery.objects.filter(channel="mail", member_id__in=list(chosen)).values_list("member_id", flat=True):
        counts[chosen[member_id]] += 1
    said = ", ".join(f"{counts[choice]:,} to the {MEMBERS // 3:,} who chose {choice}" for choice in counts)
    report.note(f"Mails of one day: {said}. As a mailing list it would have been {MEMBERS * POSTS:,}.")
