"""Reads polls as one member may see them: the numbers only after voting or at the end."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from groundswell.communities.counting import so_far
from groundswell.communities.models import Poll, PollVote, Post
from groundswell.communities.policies import can_close_poll, posts_visible_to
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import not_here


@dataclass(frozen=True, slots=True)
class Option:
    """One option, whether this reader said yes to it, and (when it may be told) how many did."""

    place: int
    words: str
    mine: bool
    yes: int
    leads: bool


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll as it is shown."""

    row: Poll
    options: Sequence[Option]
    is_open: bool
    voted: bool
    tells: bool  # whether the numbers may be shown
    voters: int
    may_close: bool

    @property
    def leaders(self) -> Sequence[str]:
        """Return the options that most said yes to: several when they have equally many."""
        return [one.words for one in self.options if one.leads]

    @property
    def ahead(self) -> int:
        """Return how many more said yes to the first than to the next; 0 when several share the first place."""
        ranked = sorted((one.yes for one in self.options), reverse=True)
        return ranked[0] - ranked[1]


def poll_at(actor: Actor, poll_id: uuid.UUID) -> Poll:
    """Return a poll whose post is there for the actor and was not taken back."""
    found = Poll.objects.filter(pk=poll_id).select_related("post__thread__community").first() or not_here()
    if not posts_visible_to(actor, Post.objects.filter(pk=found.post_id, deleted_at__isnull=True)).exists():
        not_here()
    return found


def polls_of(posts: Iterable[Post], actor: Actor) -> dict[uuid.UUID, ShownPoll]:
    """Return the polls of these posts, by post: one query, and two more when there are any."""
    standing = {post.pk: post for post in posts if post.deleted_at is None}
    rows = list(Poll.objects.filter(post__in=list(standing)))
    if not rows:
        return {}
    mine = {}
    if actor.member_id:
        votes = PollVote.objects.filter(member_id=actor.member_id, poll__in=rows)
        mine = dict(votes.values_list("poll_id", "options"))
    told = [row for row in rows if row.pk in mine or row.closes_at <= now()]
    ballots = ballots_of([row for row in told if row.counted_at is None])
    return {row.post_id: _shown(row, standing[row.post_id], actor, mine.get(row.pk), ballots) for row in rows}


def ballots_of(polls: Sequence[Poll]) -> dict[uuid.UUID, dict[tuple[int, ...], int]]:
    """Return how many said exactly what, by poll: as many rows as there are different votes."""
    found: dict[uuid.UUID, dict[tuple[int, ...], int]] = {poll.pk: {} for poll in polls}
    counted = PollVote.objects.filter(poll__in=polls).order_by().values_list("poll_id", "options").annotate(n=Count("pk"))
    for poll_id, options, n in counted if polls else ():
        found[poll_id][tuple(options)] = n
    return found


def due(campaign_id: uuid.UUID) -> list[Poll]:
    """Return the polls that have closed and wait for their count."""
    return list(
        Poll.objects.filter(
            campaign_id=campaign_id, counted_at__isnull=True, closes_at__lte=now(), post__deleted_at__isnull=True
        ).order_by("pk")[:100]
    )


def _shown(
    row: Poll, post: Post, actor: Actor, mine: list[int] | None, ballots: dict[uuid.UUID, dict[tuple[int, ...], int]]
) -> ShownPoll:
    is_open = row.closes_at > now()
    tells = mine is not None or not is_open
    yes, voters = _numbers(row, ballots.get(row.pk, {})) if tells else ([0] * len(row.options), 0)
    most = max(yes, default=0)
    return ShownPoll(
        row=row,
        options=[
            Option(place, words, place in (mine or ()), yes[place], bool(most) and yes[place] == most)
            for place, words in enumerate(row.options)
        ],
        is_open=is_open,
        voted=mine is not None,
        tells=tells,
        voters=voters,
        may_close=is_open and can_close_poll(actor, post),
    )


def _numbers(row: Poll, ballots: dict[tuple[int, ...], int]) -> tuple[list[int], int]:
    if row.result is not None:
        return row.result, row.voters
    return so_far(ballots, len(row.options)), sum(ballots.values())
