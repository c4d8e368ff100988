"""Who is in a community writes in its threads: posts in order, once each, plain, limited, and with links that are safe."""

from __future__ import annotations

import uuid

import pytest
from tests.cast import Cast
from tests.integration.communities.threads import begun, long_here, read, said

from groundswell.communities.models import Post, Thread
from groundswell.communities.selectors.threads import thread_at
from groundswell.communities.services import enter_community, found_community, start_thread, tend_thread, write_post
from groundswell.kit.errors import BadInput, NotHere, Refused, TooMany


def test_a_thread_begins_with_its_first_post(cast: Cast, recorded) -> None:
    thread = begun(cast)
    assert (thread.title, thread.post_count, thread.posts.get().number) == ("Jars for the samples", 1, 1)
    assert recorded() == ["communities.thread_started", "communities.post_written"]


def test_posts_take_their_places_and_may_answer_one_another(cast: Cast, recorded) -> None:
    thread = begun(cast)
    first = thread.posts.get()
    second = said(thread, cast.cleo, answers=first)
    assert (second.number, second.answers) == (2, first)
    assert Thread.objects.get(pk=thread.pk).post_count == 2
    assert recorded()[-1] == "communities.post_written"


def test_nobody_writes_where_they_are_not(cast: Cast, recorded) -> None:
    thread = begun(cast)
    before = recorded()
    for actor in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            write_post(thread=thread, text="Hello.", actor=actor)
        with pytest.raises(NotHere):
            start_thread(community=cast.ferry, title="Hello", text="Hello.", actor=actor)
    with pytest.raises(NotHere):  # a post of another thread is not answered here
        said(thread, cast.cleo, answers=begun(cast, title="Bread").posts.get())
    assert recorded()[: len(before)] == before and Post.objects.filter(thread=thread).count() == 1


def test_the_same_form_twice_is_one_post_and_somebody_elses_key_is_nobodys(cast: Cast, recorded) -> None:
    key, other = uuid.uuid4(), uuid.uuid4()
    thread = begun(cast, key=key)
    assert begun(cast, key=key) == thread and Thread.objects.count() == 1
    post = said(thread, cast.cleo, key=other)
    assert said(thread, cast.cleo, key=other) == post
    theirs = said(thread, cast.ben, key=other)
    assert len({theirs.pk, post.pk, other}) == 3  # a key is never an id: whoever picks one picks no other thing's
    assert recorded().count("communities.post_written") == 3


@pytest.mark.parametrize("text", ["", " \n\t ", "<script>x</script>", "w" * 4001])
def test_what_cannot_be_kept_is_said(cast: Cast, recorded, text: str) -> None:
    thread = begun(cast)
    with pytest.raises(BadInput) as refusal:
        said(thread, cast.cleo, text)
    assert refusal.value.field == "text" and recorded()[-1] == "communities.post_written"
    with pytest.raises(BadInput) as refusal:
        begun(cast, title=text)
    assert refusal.value.field == "title" and Thread.objects.count() == 1


def test_an_hour_holds_sixty_posts_and_says_so(cast: Cast, recorded) -> None:
    thread = begun(cast)
    for number in range(60):
        said(thread, cast.cleo, f"Jar {number}")
    with pytest.raises(TooMany) as refusal:
        said(thread, cast.cleo, "One more")
    assert "try again" in str(refusal.value)
    said(thread, cast.ben, "Others go on")
    assert recorded().count("communities.post_written") == 62


def test_a_closed_thread_takes_no_posts(cast: Cast, recorded) -> None:
    thread = begun(cast)
    tend_thread(thread=thread, move="close", reason="It is settled.", actor=cast.ben.actor)
    with pytest.raises(Refused, match="closed"):
        said(thread, cast.cleo)
    assert recorded()[-1] == "communities.thread_tended"


def test_links_are_links_and_everything_else_is_words(cast: Cast) -> None:
    long_here(cast.cleo)
    thread = begun(cast)
    said(thread, cast.cleo, "See https://a.example/x?y=1&z=2. Or javascript:alert(1), (http://b.example/c_(d))\nnot ftp://e")
    (lines,) = read(thread, cast.ben).shown[-1].paragraphs
    links = [piece.text for line in lines for piece in line if piece.kind == "link"]
    assert links == ["https://a.example/x?y=1&z=2", "http://b.example/c_(d)"]
    assert "".join(piece.text for piece in lines[0]).endswith("(http://b.example/c_(d))")


def test_who_reads_depends_on_how_open_the_community_is(cast: Cast) -> None:
    thread = begun(cast)
    assert thread_at(cast.ada.actor, thread.pk) == thread  # an open community: any member of the campaign
    choir = found_community(name="Choir", entry="request", actor=cast.ben.actor)
    inner = start_thread(community=choir, title="Tenors", text="We need two.", actor=cast.ben.actor)
    for actor in (cast.cleo.actor, cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            thread_at(actor, inner.pk)
    enter_community(community=choir, actor=cast.cleo.actor)  # has asked, and is not in
    with pytest.raises(NotHere):
        thread_at(cast.cleo.actor, inner.pk)
    with pytest.raises(NotHere):
        thread_at(cast.visitor, thread.pk)
