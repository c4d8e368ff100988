"""A thread decides by approval: one vote a member, changed until the end; the numbers after voting, or at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast
from tests.integration.communities.threads import begun

from groundswell.communities.models import Poll, PollVote, Post, Thread
from groundswell.communities.selectors.polls import ShownPoll, due, polls_of
from groundswell.communities.services import (
    close_poll,
    count_poll,
    delete_post,
    edit_post,
    enter_community,
    start_poll,
    tend_thread,
    vote_in_poll,
)
from groundswell.kit import clock
from groundswell.kit.actor import Actor, machine
from groundswell.kit.errors import BadInput, NotHere, Refused

DAYS = ("Saturday", "Sunday", "Monday")


def _asked(cast: Cast, thread: Thread | None = None, **change: object) -> Poll:
    about = {"question": "Which day?", "options": DAYS, "closes_at": clock.now() + timedelta(days=1), **change}
    return start_poll(thread=thread or begun(cast), actor=cast.cleo.actor, **about)


def _shown(poll: Poll, actor: Actor) -> ShownPoll:
    return polls_of([Post.objects.get(pk=poll.post_id)], actor)[poll.post_id]


def test_a_poll_is_a_post_of_its_thread(cast: Cast, recorded) -> None:
    poll = _asked(cast)
    assert (poll.post.number, poll.post.text, tuple(poll.options)) == (2, "Which day?", DAYS)
    assert recorded()[-2:] == ["communities.post_written", "communities.poll_asked"]
    again = [_asked(cast, poll.post.thread, key=poll.pk) for _press in range(2)]
    assert again[0] == again[1] != poll and Poll.objects.count() == 2


def test_members_say_yes_to_as_many_as_they_like_and_change_their_mind(cast: Cast, recorded) -> None:
    poll = _asked(cast)
    vote_in_poll(poll=poll, options=[0, 1, 1], actor=cast.ben.actor)
    vote_in_poll(poll=poll, options=[1], actor=cast.cleo.actor)
    vote_in_poll(poll=poll, options=[1], actor=cast.cleo.actor)
    shown = _shown(poll, cast.ben.actor)
    assert [(one.yes, one.mine, one.leads) for one in shown.options] == [(1, True, False), (2, True, True), (0, False, False)]
    assert (shown.voters, shown.tells, shown.voted) == (2, True, True)
    vote_in_poll(poll=poll, options=[2], actor=cast.ben.actor)
    assert [one.yes for one in _shown(poll, cast.ben.actor).options] == [0, 1, 1]
    assert recorded()[-3:] == ["communities.poll_voted"] * 3 and PollVote.objects.count() == 2


def test_the_numbers_are_seen_after_voting_or_at_the_end(cast: Cast) -> None:
    poll = _asked(cast)
    vote_in_poll(poll=poll, options=[0], actor=cast.ben.actor)
    for actor in (cast.cleo.actor, cast.ada.actor):
        shown = _shown(poll, actor)
        assert not shown.tells and [one.yes for one in shown.options] == [0, 0, 0]
    with clock.at(poll.closes_at):
        shown = _shown(poll, cast.ada.actor)
        assert shown.tells and not shown.is_open and shown.options[0].yes == 1
        with pytest.raises(Refused, match="closed"):
            vote_in_poll(poll=poll, options=[1], actor=cast.cleo.actor)


def test_a_closed_poll_is_counted_once_by_the_engine(cast: Cast, recorded) -> None:
    poll, empty = _asked(cast), _asked(cast)
    vote_in_poll(poll=poll, options=[0, 1], actor=cast.ben.actor)
    vote_in_poll(poll=poll, options=[1], actor=cast.cleo.actor)
    vote_in_poll(poll=empty, options=[], actor=cast.cleo.actor)
    count_poll(poll=poll, actor=machine(cast.campaign.pk))
    assert due(cast.campaign.pk) == [] and Poll.objects.get(pk=poll.pk).result is None
    with clock.at(poll.closes_at + timedelta(minutes=1)):
        assert due(cast.campaign.pk) == [poll, empty]
        for _twice in range(2):
            for one in (poll, empty):
                count_poll(poll=one, actor=machine(cast.campaign.pk))
        assert due(cast.campaign.pk) == []
        shown = _shown(poll, cast.ada.actor)
    assert ([one.yes for one in shown.options], shown.voters) == ([1, 2, 0], 2)
    assert Poll.objects.get(pk=empty.pk).result == [0, 0, 0] and recorded()[-2:] == ["communities.poll_counted"] * 2
    with pytest.raises(NotHere):
        count_poll(poll=poll, actor=cast.ben.actor)


def test_who_is_not_in_the_community_does_not_vote(cast: Cast, recorded) -> None:
    poll = _asked(cast)
    for actor in (cast.ada.actor, cast.visitor, cast.dan.actor):
        with pytest.raises(NotHere):
            vote_in_poll(poll=poll, options=[0], actor=actor)
    enter_community(community=cast.ferry, actor=cast.ada.actor)
    vote_in_poll(poll=poll, options=[], actor=cast.ada.actor)
    assert _shown(poll, cast.ada.actor).voters == 1 and recorded()[-1] == "communities.poll_voted"


def test_who_asked_or_a_host_ends_it_early(cast: Cast, recorded) -> None:
    poll = _asked(cast)
    with pytest.raises(NotHere):
        close_poll(poll=poll, actor=cast.ada.actor)
    close_poll(poll=poll, actor=cast.ben.actor)
    assert not _shown(poll, cast.ada.actor).is_open and recorded()[-1] == "communities.poll_closed"
    close_poll(poll=poll, actor=cast.cleo.actor)
    assert recorded().count("communities.poll_closed") == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"options": ["Sunday"]}, "options"),
        ({"options": ["Sunday", "sunday ", "Monday"]}, "options"),
        ({"options": [f"Day {number}" for number in range(13)]}, "options"),
        ({"options": ["x" * 121, "y"]}, "options"),
        ({"question": " "}, "text"),
        ({"closes_at": clock.now()}, "closes_in"),
        ({"closes_at": clock.now() + timedelta(days=40)}, "closes_in"),
    ],
)
def test_what_cannot_be_asked_is_said(cast: Cast, recorded, change: dict[str, object], field: str) -> None:
    thread = begun(cast)
    with pytest.raises(BadInput) as refusal:
        _asked(cast, thread, **change)
    assert refusal.value.field == field and recorded()[-1] == "communities.post_written"


def test_the_words_stay_while_people_vote_and_go_with_the_post(cast: Cast, recorded) -> None:
    poll = _asked(cast)
    with pytest.raises(Refused, match="vote on these words"):
        edit_post(post=poll.post, text="Which year?", actor=cast.cleo.actor)
    delete_post(post=poll.post, actor=cast.cleo.actor)
    with pytest.raises(Refused, match="closed"):
        vote_in_poll(poll=poll, options=[0], actor=cast.ben.actor)
    assert polls_of([Post.objects.get(pk=poll.post_id)], cast.ben.actor) == {}
    thread = begun(cast)
    tend_thread(thread=thread, move="close", reason="Settled.", actor=cast.ben.actor)
    with pytest.raises(Refused, match="closed"):
        _asked(cast, thread)
    assert recorded()[-1] == "communities.thread_tended"


def test_a_poll_is_asked_and_answered_on_the_page(cast: Cast, client: Client) -> None:
    thread = begun(cast)
    client.force_login(cast.cleo.account)
    address = f"/ellery/communities/threads/{thread.pk}/"
    sent = {"text": "Which day?", "options": "Saturday\n\nSunday\n", "closes_in": "24"}
    assert client.post(f"{address}ask/", {**sent, "options": "Sunday"}).status_code == 422
    page = client.post(f"{address}ask/", sent, follow=True).content.decode()
    assert "You see the numbers once you have voted" in page and "% of" not in page and 'class="tally"' not in page
    poll = Poll.objects.get()
    page = client.post(f"/ellery/communities/polls/{poll.pk}/vote/", {"options": ["1"]}, follow=True).content.decode()
    assert "one yes (100 %)" in page and "Change my vote" in page


def test_a_tie_is_said_and_so_is_what_was_decided(cast: Cast, client: Client, recorded) -> None:
    tied, decided, empty = (_asked(cast, thread) for thread in [begun(cast)] * 3)
    vote_in_poll(poll=tied, options=[0, 1], actor=cast.ben.actor)
    vote_in_poll(poll=decided, options=[2], actor=cast.ben.actor)
    for poll in (tied, decided, empty):
        close_poll(poll=poll, actor=cast.cleo.actor)
        count_poll(poll=Poll.objects.get(pk=poll.pk), actor=machine(cast.campaign.pk))
    shown = [_shown(Poll.objects.get(pk=poll.pk), cast.ben.actor) for poll in (tied, decided, empty)]
    assert [(list(one.leaders), one.ahead) for one in shown] == [(["Saturday", "Sunday"], 0), (["Monday"], 1), ([], 0)]
    client.force_login(cast.ben.account)
    page = client.get(f"/ellery/communities/threads/{tied.post.thread_id}/").content.decode()
    assert "A tie: nothing is decided between these." in page and "Saturday · Sunday" in page
    assert "Decided:" in page and "one yes ahead of the next" in page and "Nobody voted." in page
    assert recorded()[-1] == "communities.poll_counted"
