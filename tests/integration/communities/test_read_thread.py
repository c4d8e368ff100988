"""A thread's page: its end with its beginning, by number as far as it goes, what is new, and few queries however long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.integration.communities.threads import begun, read, said

from groundswell.communities.models import Membership, Post, Seen, Thread
from groundswell.communities.selectors.threads import threads_of
from groundswell.communities.services import hide_thing, note_seen, start_poll, start_thread
from groundswell.kit.clock import now
from groundswell.kit.ids import uuid7
from groundswell.people.models import Member, Person

THREADS = "/ellery/communities/ferry-street/threads/"


def _long(cast: Cast, thread: Thread, posts: int) -> None:
    """Fill a thread as two weeks of a busy community would: rows as the services write them, in one statement."""
    rows = [
        Post(
            campaign=cast.campaign, thread=thread, number=number, written_by=cast.cleo.member, text=f"Post {number}",
            written_at=now(), placed_at=now(),
        )
        for number in range(thread.post_count + 1, posts + 1)
    ]  # fmt: skip
    Post.objects.bulk_create(rows)
    Thread.objects.filter(pk=thread.pk).update(post_count=posts, latest=uuid7(), latest_at=now())
    thread.refresh_from_db()


def _crowd(cast: Cast, many: int) -> None:
    """Let many more be in Ferry Street."""
    people = Person.objects.bulk_create(
        Person(campaign=cast.campaign, name=f"Crowd {n}", created_at=now()) for n in range(many)
    )
    members = Member.objects.bulk_create(Member(campaign=cast.campaign, person=one, joined_at=now()) for one in people)
    inside = [Membership(campaign=cast.campaign, community=cast.ferry, member=one, since=now()) for one in members]
    Membership.objects.bulk_create(inside)


def _address(thread: Thread) -> str:
    return f"/ellery/communities/threads/{thread.pk}/"


def test_the_end_is_shown_with_the_beginning_above_it(cast: Cast) -> None:
    thread = begun(cast)
    _long(cast, thread, 100)
    end = read(thread, cast.ben)
    assert [one.row.number for one in end.shown] == list(range(71, 101)) and end.first.row.number == 1
    assert (end.earlier, end.later) == (71, None)


def test_one_goes_back_and_on_by_number(cast: Cast) -> None:
    thread = begun(cast)
    _long(cast, thread, 100)
    before = read(thread, cast.ben, before=32)
    assert [one.row.number for one in before.shown] == list(range(2, 32)) and before.earlier is None and before.later == 31
    after = read(thread, cast.ben, after=31)
    assert [one.row.number for one in after.shown] == list(range(32, 62)) and after.later == 61
    assert read(thread, cast.ben, after=100).shown == []


def test_what_is_new_is_marked_until_it_was_shown(cast: Cast, client: Client) -> None:
    thread = begun(cast)
    client.force_login(cast.cleo.account)
    client.get(_address(thread))
    said(thread, cast.ben, "And lids?")
    (_pinned, (entry,), _older) = threads_of(cast.ferry, cast.cleo.actor)
    assert entry.unread == 1
    assert 'class="post new' in client.get(_address(thread)).content.decode()
    assert 'class="post new' not in client.get(_address(thread)).content.decode()
    assert Seen.objects.get(member=cast.cleo.member).number == 2


def test_reading_an_old_stretch_forgets_nothing(cast: Cast) -> None:
    thread = begun(cast)
    note_seen(thread=thread, number=9, actor=cast.cleo.actor)
    note_seen(thread=thread, number=3, actor=cast.cleo.actor)
    assert Seen.objects.get().number == 9


def test_a_post_is_found_wherever_it_stands(cast: Cast, client: Client) -> None:
    thread = begun(cast)
    _long(cast, thread, 100)
    client.force_login(cast.ada.account)
    early, late = (Post.objects.get(thread=thread, number=number) for number in (40, 99))
    assert client.get(f"/ellery/communities/posts/{early.pk}/")["Location"] == f"{_address(thread)}?after=39#p-{early.pk}"
    assert client.get(f"/ellery/communities/posts/{late.pk}/")["Location"] == f"{_address(thread)}#p-{late.pk}"


def test_pages_ask_few_questions_however_many_posts_and_members(cast: Cast, client: Client) -> None:
    thread = begun(cast)
    client.force_login(cast.cleo.account)
    asked = []
    for posts, crowd in ((5, 5), (2800, 500)):
        _crowd(cast, crowd)
        _long(cast, thread, posts)
        client.get(_address(thread))  # from here on nothing is new
        for address in (_address(thread), f"{_address(thread)}?before=1000", THREADS):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            # What the request itself needs (scope, session, who acts) is in these numbers too.
            asked.append(len([one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert max(asked) <= 12, asked
    assert asked[:3] == asked[3:], asked


@pytest.mark.parametrize("asked", ["before=x", "after=-1", "before=99999999999", "after=²", "before=0", "answer=x", "answer="])
def test_odd_addresses_show_a_page(cast: Cast, client: Client, asked: str) -> None:
    thread = begun(cast)
    client.force_login(cast.cleo.account)
    assert client.get(f"{_address(thread)}?{asked}").status_code == 200


def test_the_newest_threads_come_first_and_go_on_by_key(cast: Cast) -> None:
    made = [start_thread(community=cast.ferry, title=f"Thread {n}", text="Hello.", actor=cast.ben.actor) for n in range(8)]
    said(made[2], cast.cleo)
    _none, first, older = threads_of(cast.ferry, cast.cleo.actor, size=5)
    assert [one.row.title for one in first] == ["Thread 2", "Thread 7", "Thread 6", "Thread 5", "Thread 4"]
    _none, rest, end = threads_of(cast.ferry, cast.cleo.actor, before=str(older), size=5)
    assert [one.row.title for one in rest] == ["Thread 3", "Thread 1", "Thread 0"] and end is None


def test_a_hidden_thread_is_covered(cast: Cast, client: Client) -> None:
    thread = begun(cast, title="Cruel words")
    hide_thing(subject_type="communities.Thread", subject_id=thread.pk, reason="Cruel.", actor=cast.ben.actor)
    client.force_login(cast.ada.account)
    for address in (_address(thread), THREADS, "/ellery/communities/ferry-street/"):
        page = client.get(address).content.decode()
        assert "A thread whose words are hidden" in page and "Cruel words" not in page and "Who can bring jars" not in page
    assert "Cruel words" not in client.get(f"/ellery/communities/report/communities.Thread/{thread.pk}/").content.decode()


def test_a_communitys_page_shows_its_newest_threads_to_members(cast: Cast, client: Client) -> None:
    begun(cast)
    page = client.get("/ellery/communities/ferry-street/").content.decode()
    assert "Jars for the samples" not in page and "That is for members" in page
    client.force_login(cast.ada.account)
    assert "Jars for the samples" in client.get("/ellery/communities/ferry-street/").content.decode()


def test_a_part_alone_is_shown_to_a_page_that_follows(cast: Cast, client: Client) -> None:
    thread = begun(cast)
    start_poll(
        thread=thread, question="Which day?", options=["Sunday", "Monday"],
        closes_at=now() + timedelta(days=1), actor=cast.cleo.actor,
    )  # fmt: skip
    client.force_login(cast.ben.account)
    part = client.get(_address(thread), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="posts"') and "<html" not in part and "Which day?" in part
    part = client.get(THREADS, {"few": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="threads"')
