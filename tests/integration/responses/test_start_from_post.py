"""A post in a thread becomes the start of an answer in one tap, and who wrote it is named among its authors."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast
from tests.integration.communities.threads import begun, said

from groundswell.communities.models import Post
from groundswell.communities.services import delete_post, found_community, hide_thing, start_thread
from groundswell.kit.errors import NotHere
from groundswell.responses.content import Content
from groundswell.responses.models import Hand, Question, Response
from groundswell.responses.services import start_from_post

WORDS = "Ask for the samples first, @Ben, and then for the bill."


@pytest.fixture
def post(cast: Cast) -> Post:
    return said(begun(cast), cast.cleo, WORDS)


def test_the_words_become_a_draft_with_the_credit_kept(cast: Cast, post: Post, recorded) -> None:
    key = uuid.uuid4()
    given = {"story": stages.story(cast), "content": Content(title="Samples first", body="Ask for them."), "key": key}
    recorded_before = len(recorded())
    response = start_from_post(post=post, **given, actor=cast.ben.actor)
    hands = set(Hand.objects.filter(response=response).values_list("member_id", flat=True))
    assert hands == {cast.ben.member.pk, cast.cleo.member.pk}
    assert start_from_post(post=post, **given, actor=cast.ben.actor) == response
    assert recorded()[recorded_before:] == ["responses.response_started", "people.role_granted", "responses.post_taken_up"]


def test_the_page_has_the_words_in_it_and_asks_what_they_answer(cast: Cast, post: Post, client: Client) -> None:
    story = stages.story(cast)
    client.force_login(cast.ben.account)
    thread = client.get(f"/ellery/communities/threads/{post.thread_id}/").content.decode()
    address = f"/ellery/answers/start/from-post/{post.pk}/"
    assert f"/ellery/answers/start/take-up/{post.pk}/" in thread and "Make it an answer" in thread
    page = client.get(address).content.decode()
    assert "Ask for the samples first, Ben, and then for the bill." in page and story.title in page
    sent = {"about": f"story:{story.pk}", "title": "Samples first", "body": "Ask.", "key": str(uuid.uuid4())}
    assert client.post(address, {**sent, "about": f"story:{uuid.uuid4()}"}).status_code == 422
    answer = client.post(address, sent)
    response = Response.objects.get()
    assert answer["Location"] == f"/ellery/answers/{response.pk}/edit/" and response.story == story


def test_one_press_says_nothing_in_public_that_members_alone_could_read(
    cast: Cast, post: Post, client: Client, recorded
) -> None:
    client.force_login(cast.ben.account)
    before = len(recorded())
    pressed = client.post(f"/ellery/answers/start/take-up/{post.pk}/", follow=True)
    assert pressed.redirect_chain == [(f"/ellery/answers/start/from-post/{post.pk}/", 302)]
    page = pressed.content.decode()
    assert "Ask for the samples first, Ben, and then for the bill." in page
    assert f"A question of its own, which everybody can read: {post.thread.title}" in page
    assert not Question.objects.exists() and recorded()[before:] == []


def test_what_its_thread_asks_is_asked_in_public_where_one_chose_so(cast: Cast, post: Post, client: Client, recorded) -> None:
    client.force_login(cast.ben.account)
    before = len(recorded())
    sent = {"about": "asks", "title": "Samples first", "body": "Ask.", "key": str(uuid.uuid4()), "community": cast.ferry.pk}
    for _press in range(2):
        client.post(f"/ellery/answers/start/from-post/{post.pk}/", sent)
    response = Response.objects.get()
    assert response.question and response.question.title == post.thread.title and response.community == cast.ferry
    assert set(response.hands.values_list("member_id", flat=True)) == {cast.ben.member.pk, cast.cleo.member.pk}
    began = ["responses.question_asked", "responses.response_started", "people.role_granted", "responses.post_taken_up"]
    assert recorded()[before:] == began


def test_a_story_that_is_spoken_of_is_what_it_answers(cast: Cast, post: Post, client: Client, recorded) -> None:
    story = stages.story(cast)
    link = f"http://localhost/ellery/wire/{story.pk}/"
    thread = begun(cast, text=f"What do we say to {link}?")
    answer, named = said(thread, cast.cleo, "Ask for the bill."), said(post.thread, cast.cleo, f"To {link}: ask for the bill.")
    client.force_login(cast.ben.account)
    for one in (answer, named):
        client.post(f"/ellery/answers/start/take-up/{one.pk}/")
    assert [one.story for one in Response.objects.all()] == [story, story]
    assert recorded()[-1] == "responses.post_taken_up"


def test_what_only_its_members_read_is_no_public_question(cast: Cast, client: Client, recorded) -> None:
    choir = found_community(name="Choir", entry="request", actor=cast.ben.actor)
    inner = start_thread(community=choir, title="Tenors", text="We need two.", actor=cast.ben.actor).posts.get()
    client.force_login(cast.ben.account)
    answer = client.post(f"/ellery/answers/start/take-up/{inner.pk}/")
    assert answer["Location"] == f"/ellery/answers/start/from-post/{inner.pk}/" and not Response.objects.exists()
    assert 'value="asks"' not in client.get(answer["Location"]).content.decode()
    client.force_login(cast.ada.account)
    assert client.post(f"/ellery/answers/start/take-up/{inner.pk}/").status_code == 404
    assert "responses.post_taken_up" not in recorded()


def test_what_is_not_there_to_read_is_nothing_to_begin_from(cast: Cast, post: Post, client: Client, recorded) -> None:
    choir = found_community(name="Choir", entry="request", actor=cast.ben.actor)
    inner = start_thread(community=choir, title="Tenors", text="We need two.", actor=cast.ben.actor).posts.get()
    gone = delete_post(post=said(post.thread, cast.cleo, "Never mind."), actor=cast.cleo.actor)
    hide_thing(subject_type="communities.Post", subject_id=post.pk, reason="Cruel.", actor=cast.ben.actor)
    client.force_login(cast.ada.account)
    for one in (inner, gone, post):
        assert client.get(f"/ellery/answers/start/from-post/{one.pk}/").status_code == 404
    for one in (inner, gone):
        with pytest.raises(NotHere):
            start_from_post(post=one, story=stages.story(cast), content=Content(title="x"), actor=cast.ada.actor)
    assert "responses.post_taken_up" not in recorded()
