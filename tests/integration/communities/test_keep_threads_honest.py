"""What somebody who means ill, or presses at a bad moment, finds in threads: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast, player
from tests.integration.communities.threads import begun, long_here, said
from tests.stages import published

from groundswell.communities.models import Poll, PollVote, Post
from groundswell.communities.selectors import hidden
from groundswell.communities.selectors.threads import earlier_texts
from groundswell.communities.services import (
    count_poll,
    delete_post,
    edit_post,
    enter_community,
    hide_thing,
    leave_community,
    start_poll,
    tend_thread,
    vote_in_poll,
)
from groundswell.communities.tasks import count_polls
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotHere, Refused, TooMany
from groundswell.people.services import change_profile

LINK = "Read https://jars.example/how-to first."


def _poll(cast: Cast, thread=None, question: str = "Which day?") -> Poll:
    closes = clock.now() + timedelta(days=1)
    where = thread or begun(cast)
    return start_poll(thread=where, question=question, options=["Sat", "Sun"], closes_at=closes, actor=cast.cleo.actor)


def test_hiding_ones_own_post_hides_nothing_of_another(cast: Cast) -> None:
    """The key of a form could be any id that is known; what is hidden is found by its id alone."""
    version = published(cast)
    post = said(begun(cast), cast.cleo, key=version.pk)
    hide_thing(subject_type="communities.Post", subject_id=post.pk, reason="Mine.", actor=cast.ben.actor)
    assert post.pk in hidden([post.pk]) and hidden([version.pk]) == {}


def test_a_hyphen_goes_on_with_a_name(cast: Cast) -> None:
    for name in ("Ann", "Ann-Marie Lee"):
        one = player(cast.campaign, name.replace(" ", "."))
        change_profile(member=one.member, name=name, actor=one.actor)
        enter_community(community=cast.ferry, actor=one.actor)
    thread = begun(cast)
    names = lambda post: [one.member.display_name for one in post.mentions.select_related("member__person")]  # noqa: E731
    assert names(said(thread, cast.cleo, "@Ann-Marie has jars")) == ["Ann-Marie Lee"]
    assert names(said(thread, cast.cleo, "@Ann's jars")) == ["Ann"]


def test_who_is_new_does_not_name_everybody(cast: Cast) -> None:
    thread, others = begun(cast), [player(cast.campaign, f"Neighbour{number}") for number in range(12)]
    for number, one in enumerate(others):
        change_profile(member=one.member, name=f"Neighbour{number:02}", actor=one.actor)
        enter_community(community=cast.ferry, actor=one.actor)
    said(thread, cast.cleo, " ".join(f"@Neighbour{number:02}" for number in range(10)))
    with pytest.raises(TooMany):
        said(thread, cast.cleo, "@Neighbour10, read this")
    assert Post.objects.filter(thread=thread).count() == 2
    long_here(cast.ben)
    said(thread, cast.ben, "@Neighbour10 and @Neighbour11, read this")


def test_nobody_writes_asks_or_votes_where_it_is_hidden(cast: Cast) -> None:
    thread = begun(cast)
    poll, post = _poll(cast, thread), said(thread, cast.cleo)
    edit_post(post=post, text="I have seven.", actor=cast.cleo.actor)
    hide_thing(subject_type="communities.Thread", subject_id=thread.pk, reason="Names a child.", actor=cast.ben.actor)
    for deed in (
        lambda: said(thread, cast.cleo, "More."),
        lambda: _poll(cast, thread),
        lambda: vote_in_poll(poll=poll, options=[0], actor=cast.ben.actor),
        lambda: edit_post(post=post, text="Eight.", actor=cast.cleo.actor),
    ):
        with pytest.raises(NotHere):
            deed()
    assert earlier_texts(Post.objects.get(pk=post.pk)) == []


def test_who_left_or_finds_the_thread_closed_changes_nothing_but_takes_back(cast: Cast) -> None:
    thread = begun(cast)
    post = said(thread, cast.cleo)
    tend_thread(thread=thread, move="close", reason="Settled.", actor=cast.ben.actor)
    with pytest.raises(Refused, match="closed"):
        edit_post(post=post, text="Eight.", actor=cast.cleo.actor)
    tend_thread(thread=thread, move="open", actor=cast.ben.actor)
    leave_community(community=cast.ferry, actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        edit_post(post=post, text="Eight.", actor=cast.cleo.actor)
    assert delete_post(post=post, actor=cast.cleo.actor).deleted_at


def test_an_option_that_is_not_there_changes_no_vote(cast: Cast, client: Client) -> None:
    poll = _poll(cast)
    vote_in_poll(poll=poll, options=[1], actor=cast.ben.actor)
    client.force_login(cast.ben.account)
    assert client.post(f"/ellery/communities/polls/{poll.pk}/vote/", {"options": "99"}).status_code == 404
    assert PollVote.objects.get().options == [1]


def test_a_poll_whose_post_would_wait_for_a_host_is_refused_in_words(cast: Cast, recorded) -> None:
    with pytest.raises(BadInput, match="without the link"):
        _poll(cast, question=LINK)
    assert "communities.poll_asked" not in recorded() and not Poll.objects.exists()


def test_a_poll_taken_back_is_not_counted_and_one_that_fails_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, broken, good = _poll(cast), _poll(cast), _poll(cast)
    delete_post(post=gone.post, actor=cast.cleo.actor)

    def counted(*, poll: Poll, actor: object) -> Poll:
        if poll == broken:
            raise ZeroDivisionError
        return count_poll(poll=poll, actor=actor)

    monkeypatch.setattr("groundswell.communities.tasks.count_poll", counted)
    with clock.at(good.closes_at):
        count_polls()
    assert [Poll.objects.get(pk=one.pk).counted_at is not None for one in (gone, broken, good)] == [False, False, True]
