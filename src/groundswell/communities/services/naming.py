"""Keeps whom a post names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import ngettext

from groundswell.communities.limits import MOST_NAMED, NAMED, NAMED_BY_NEW, NEW_FOR
from groundswell.communities.models import Mention, Post, Thread
from groundswell.communities.naming import first_words, with_tokens
from groundswell.communities.selectors.naming import mentioned_in, namesakes, writers_of
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput
from groundswell.kit.limits import spend
from groundswell.people.selectors import member_of


def named_in(
    *, text: str, thread: Thread, picked: Collection[UUID] = (), before: Post | None = None
) -> tuple[str, Sequence[UUID]]:
    """Return a text as it is kept, and whom it names; of two who share a name the one that was picked or takes part."""
    candidates = namesakes(thread.community_id, first_words(text), picked)
    if not candidates:
        return with_tokens(text, ())
    first = [*picked, *(mentioned_in(before) if before else ()), *writers_of(thread)]
    said, named = with_tokens(text, candidates, first=first)
    if len(named) > MOST_NAMED:
        words = ngettext("Name at most %(num)d person in one post.", "Name at most %(num)d people in one post.", MOST_NAMED)
        raise BadInput(words % {"num": MOST_NAMED}, field="text")
    return said, named


def keep_mentions(*, post: Post, named: Sequence[UUID], actor: Actor) -> None:
    """Keep whom a post names now; part of a deed that has authorised it. Each who is named hears at once: not too many."""
    before = set(mentioned_in(post))
    fresh = [one for one in named if one not in before and one != actor.member_id]
    limit = NAMED_BY_NEW if fresh and member_of(actor).joined_at > now() - NEW_FOR else NAMED
    for _one in fresh:
        spend(limit, str(actor.member_id))
    Mention.objects.filter(post=post).exclude(member_id__in=named).delete()
    Mention.objects.bulk_create(
        [Mention(campaign_id=post.campaign_id, post=post, member_id=member_id) for member_id in named], ignore_conflicts=True
    )
