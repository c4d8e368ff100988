"""Reads who of a community may be meant by a name."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Case, Q, When

from groundswell.communities.models import Membership, Mention, Post, Thread
from groundswell.communities.naming import Namesake
from groundswell.people.models import Member

MOST = 200
OFFERED = 8


def namesakes(community_id: uuid.UUID, words: Collection[str], picked: Collection[uuid.UUID] = ()) -> list[Namesake]:
    """Return those in a community whose name begins with one of the words, the picked first, then the longest there."""
    if not words:
        return []
    begins = Q()
    for word in words:
        begins |= Q(member__person__name__istartswith=word)
    inside = Membership.objects.filter(begins, community_id=community_id, state=Membership.State.IN)
    picked_first = Case(When(member_id__in=list(picked), then=0), default=1)
    rows = inside.order_by(picked_first, "since", "pk").values_list("member_id", "member__person__name")
    return [Namesake(member_id, name) for member_id, name in rows[:MOST]]


def writers_of(thread: Thread) -> list[uuid.UUID]:
    """Return who wrote in a thread lately: of two who share a name they are meant."""
    rows = (
        Post.objects.filter(thread=thread, written_by__isnull=False).order_by("-number").values_list("written_by_id", flat=True)
    )
    return [one for one in dict.fromkeys(rows[:100]) if one is not None]


def offered(community_id: uuid.UUID, words: str) -> list[Member]:
    """Return a few of those in a community of whose name a word begins so, for whoever types one after an "@"."""
    words = words.strip()[:60]
    inside = Member.objects.filter(
        pk__in=Membership.objects.filter(community_id=community_id, state=Membership.State.IN).values("member_id")
    )
    if words:
        inside = inside.filter(Q(person__name__istartswith=words) | Q(person__name__icontains=f" {words}"))
    return list(inside.exclude(person__name="").select_related("person").order_by("person__name", "pk")[:OFFERED])


def names_in(posts: Iterable[Post]) -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """Return by post whom it names, by the names they have now: one query."""
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    ids = [post.pk for post in posts if "@{" in post.text]
    for mention in Mention.objects.filter(post__in=ids).select_related("member__person") if ids else ():
        found.setdefault(mention.post_id, {})[mention.member_id] = mention.member.display_name
    return found


def mentioned_in(post: Post) -> Sequence[uuid.UUID]:
    """Return whom a post names as it stands."""
    return list(Mention.objects.filter(post=post).values_list("member_id", flat=True))
