"""A link of somebody who is new waits for a host: its writer and the hosts see it, nobody else, and nobody hears of it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast
from tests.integration.communities.threads import begun, long_here, read, said

from groundswell.communities.models import LogEntry, Post, Thread
from groundswell.communities.selectors.threads import threads_of
from groundswell.communities.services import edit_post, hide_thing, let_through, start_thread
from groundswell.kit.errors import BadInput, NotHere

LINK = "Six jars: https://jars.example/six"


def test_a_link_of_somebody_new_waits(cast: Cast, recorded) -> None:
    thread = begun(cast)
    post = said(thread, cast.cleo, LINK)
    assert post.number is None and recorded()[-1] == "communities.post_waits"
    for by, sees in ((cast.cleo, 1), (cast.ben, 1), (cast.ada, 0)):
        posts = read(thread, by)
        assert (len(posts.shown), len(posts.waiting)) == (1, sees)


def test_a_host_lets_it_through_and_it_takes_its_place(cast: Cast, recorded) -> None:
    thread = begun(cast)
    post = said(thread, cast.cleo, LINK)
    said(thread, cast.cleo, "I have six.")
    for actor in (cast.cleo.actor, cast.ada.actor):
        with pytest.raises(NotHere):
            let_through(post=post, actor=actor)
    let_through(post=post, actor=cast.ben.actor)
    let_through(post=post, actor=cast.ben.actor)
    assert Post.objects.get(pk=post.pk).number == 3 and Thread.objects.get(pk=thread.pk).post_count == 3
    assert LogEntry.objects.filter(move="let_through", subject_id=post.pk).count() == 1
    assert recorded()[-1] == "communities.post_let_through"


def test_hosts_and_those_long_here_do_not_wait(cast: Cast, recorded) -> None:
    thread = begun(cast, text=LINK)
    assert thread.post_count == 1
    long_here(cast.cleo)
    assert said(thread, cast.cleo, LINK).number == 2
    assert recorded()[-1] == "communities.post_written"


def test_a_thread_that_begins_with_a_link_waits_whole(cast: Cast, recorded) -> None:
    thread = start_thread(community=cast.ferry, title="Jars", text=LINK, actor=cast.cleo.actor)
    assert threads_of(cast.ferry, cast.ben.actor)[1] == []
    let_through(post=thread.posts.get(), actor=cast.ben.actor)
    assert [one.row for one in threads_of(cast.ferry, cast.ada.actor)[1]] == [thread]
    assert recorded()[-1] == "communities.post_let_through"


def test_a_link_is_not_put_in_afterwards(cast: Cast, recorded) -> None:
    post = said(begun(cast), cast.cleo, "I have six.")
    with pytest.raises(BadInput, match="three days"):
        edit_post(post=post, text=LINK, actor=cast.cleo.actor)
    assert recorded()[-1] == "communities.post_written"


def test_a_host_hides_what_is_not_let_through(cast: Cast, recorded) -> None:
    thread = begun(cast)
    post = said(thread, cast.cleo, LINK)
    hide_thing(subject_type="communities.Post", subject_id=post.pk, reason="It sells jars.", actor=cast.ben.actor)
    (waiting,) = read(thread, cast.cleo).waiting
    assert waiting.hiding.reason == "It sells jars." and recorded()[-1] == "communities.thing_hidden"


def test_the_page_says_so(cast: Cast, client: Client) -> None:
    thread = begun(cast)
    client.force_login(cast.cleo.account)
    address = f"/ellery/communities/threads/{thread.pk}/"
    page = client.post(f"{address}write/", {"text": LINK}, follow=True).content.decode()
    assert "Yours is waiting, not lost." in page and "Waiting for a host" in page
    client.force_login(cast.ben.account)
    page = client.get(address).content.decode()
    assert "Let it through" in page
    client.post(f"/ellery/communities/posts/{Post.objects.get(number=None).pk}/let-through/")
    assert "Waiting for a host" not in client.get(address).content.decode()
