"""Puts questions to a thread, keeps one vote a member that can be changed until the end, and ends them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.counting import counted
from groundswell.communities.events import PollAsked, PollClosed, PollCounted, PollVoted
from groundswell.communities.limits import FEWEST_OPTIONS, MOST_OPTIONS, OPTION, POLLS
from groundswell.communities.models import Poll, PollVote, Post, Thread
from groundswell.communities.policies import can_close_poll, can_write_post
from groundswell.communities.selectors import hidden, is_in
from groundswell.communities.selectors.polls import ballots_of
from groundswell.communities.services.posts import locked, put_post, written_already
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow, not_here
from groundswell.kit.limits import spend
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=31)


@transaction.atomic
def start_poll(
    *,
    thread: Thread,
    question: str,
    options: Sequence[str],
    closes_at: datetime,
    picked: Collection[UUID] = (),
    key: UUID | None = None,
    actor: Actor,
) -> Poll:
    """Put a question with options; it is a post of the thread, and is reported and hidden like one."""
    allow(can_write_post(actor, is_in=is_in(actor, thread.community_id)))
    thread = locked(thread=thread)
    if same := written_already(key=key, actor=actor):
        return same.polls.first() or not_here()
    allow(not hidden([thread.pk]))
    if thread.closed_at is not None:
        raise Refused(_("This thread is closed. A host can open it again."))
    said = _options(options)
    if not SHORTEST <= closes_at - now() <= LONGEST:
        raise BadInput(_("Let it close at the earliest in ten minutes and at the latest in a month."), field="closes_in")
    spend(POLLS, str(actor.member_id))
    post = put_post(thread=thread, text=question, also="\n".join(said), picked=picked, key=key, actor=actor)
    if post.number is None:  # while it waited for a host, its time would run
        words = _("You joined less than three days ago, so a host looks at links first. Ask without the link.")
        raise BadInput(words, field="text")
    poll = Poll.objects.create(campaign_id=thread.campaign_id, post=post, options=said, closes_at=closes_at)
    record(PollAsked(thread=thread.pk, community=thread.community_id), actor=actor, subject=post)
    return poll


@transaction.atomic
def vote_in_poll(*, poll: Poll, options: Collection[int], actor: Actor) -> PollVote:
    """Say yes to some options, or to none; the last vote before the end counts."""
    post = poll.post
    allow(can_write_post(actor, is_in=is_in(actor, post.thread.community_id)) and post.number is not None)
    allow(not hidden([post.pk, post.thread_id]))
    held = Poll.objects.select_for_update(of=("self",), no_key=True).get(pk=poll.pk)
    if held.closes_at <= now() or Post.objects.filter(pk=post.pk, deleted_at__isnull=False).exists():
        raise Refused(_("This poll is closed."))
    chosen = sorted({one for one in options if 0 <= one < len(held.options)})
    vote, fresh = PollVote.objects.select_for_update(of=("self",)).get_or_create(
        campaign_id=held.campaign_id,
        poll=held,
        member=member_of(actor),
        defaults={"options": chosen, "voted_at": now()},
    )
    if not fresh and vote.options == chosen:
        return vote
    if not fresh:
        vote.options, vote.voted_at = chosen, now()
        vote.save(update_fields=["options", "voted_at"])
    record(PollVoted(thread=post.thread_id), actor=actor, subject=post)
    return vote


@transaction.atomic
def close_poll(*, poll: Poll, actor: Actor) -> Poll:
    """End the voting before its time: whoever asked may, and whoever looks after the community."""
    post = poll.post
    allow(can_close_poll(actor, post))
    held = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if held.closes_at <= now():
        return held
    held.closes_at = now()
    held.save(update_fields=["closes_at"])
    record(PollClosed(thread=post.thread_id, community=post.thread.community_id), actor=actor, subject=post)
    return held


@transaction.atomic
def count_poll(*, poll: Poll, actor: Actor) -> Poll:
    """Count a poll that has closed, once and for good."""
    allow(actor.is_machine)
    held = Poll.objects.select_for_update(of=("self",)).select_related("post__thread").get(pk=poll.pk)
    if held.counted_at is not None or held.closes_at > now():
        return held
    ballots = ballots_of([held])[held.pk]
    held.result, held.voters, held.counted_at = counted(ballots, len(held.options)), sum(ballots.values()), now()
    held.save(update_fields=["result", "voters", "counted_at"])
    place = held.post
    record(PollCounted(thread=place.thread_id, community=place.thread.community_id), actor=actor, subject=place)
    return held


def _options(given: Sequence[str]) -> list[str]:
    words = [line(one, limit=OPTION, field="options") for one in given]
    words = [one for one in words if one]
    if len({one.casefold() for one in words}) < len(words):
        raise BadInput(_("Two options say the same."), field="options")
    if not FEWEST_OPTIONS <= len(words) <= MOST_OPTIONS:
        raise BadInput(_("Give two to %(num)d options, one a line.") % {"num": MOST_OPTIONS}, field="options")
    return words
