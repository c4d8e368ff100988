"""Turns what came of threads into lines: who named somebody, and how much was written in their communities."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Membership, Post, Thread
from groundswell.communities.policies import can_read_threads, posts_visible_to
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.notify.models import Notice

Found = dict[uuid.UUID, tuple[str, str, str]]


def label(posts: int, threads: int, newest: uuid.UUID) -> str:
    """Return what a notice of a community's threads keeps: how many posts in how many threads, and the newest of them."""
    return f"{posts}:{threads}:{newest}"


def mentions(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Return where somebody was named: two queries; nothing of what was taken back, hidden, or is no longer theirs to read."""
    standing = Post.objects.filter(campaign=campaign, pk__in=[one.thing_id for one in rows], deleted_at__isnull=True)
    posts = list(posts_visible_to(actor, standing).select_related("thread", "written_by__person"))
    covered = hidden([key for one in posts for key in (one.pk, one.thread_id)])
    return {
        one.pk: (
            _("%(name)s named you") % {"name": one.written_by.display_name if one.written_by else _("a former member")},
            one.thread.title,
            address(campaign, "communities:post", one.pk),
        )
        for one in posts
        if not {one.pk, one.thread_id} & covered.keys()
    }


@dataclass(frozen=True, slots=True)
class Shelf:
    """What notices of communities' threads lead to, read once for however many readers."""

    threads: Mapping[uuid.UUID, Thread]
    hidden: Collection[uuid.UUID]
    inside: Collection[tuple[uuid.UUID, uuid.UUID]]  # who is in which community


def shelf_for(campaign: Campaign, rows: Sequence[Notice]) -> Shelf:
    """Return what these notices, of many readers, lead to: three queries."""
    keys = {_parts(one)[2] for one in rows}
    standing = Thread.objects.filter(campaign=campaign, pk__in=keys).select_related("community")
    places = {one.about_id for one in rows if one.about_id}
    inside = Membership.objects.filter(
        campaign=campaign, community_id__in=places, member_id__in={one.member_id for one in rows}, state=Membership.State.IN
    )
    return Shelf({one.pk: one for one in standing}, set(hidden(keys)), set(inside.values_list("member_id", "community_id")))


def threads(campaign: Campaign, actor: Actor, rows: Sequence[Notice], shelf: Shelf | None = None) -> Found:
    """Return how much was written in communities. The newest thread stands for what was written in it."""
    shelf = shelf or shelf_for(campaign, rows)
    found: Found = {}
    for one in rows:
        posts, many, newest = _parts(one)
        thread = shelf.threads.get(newest)
        if thread is None or actor.member_id is None:
            continue
        is_in = (actor.member_id, thread.community_id) in shelf.inside
        if can_read_threads(actor, thread.community, is_in=is_in):
            title = "" if newest in shelf.hidden else thread.title
            href = address(campaign, "communities:threads", thread.community.slug)
            found[one.thing_id] = (_said(posts, many, title), thread.community.name, href)
    return found


def _parts(notice: Notice) -> tuple[int, int, uuid.UUID]:
    posts, threads, newest = notice.label.split(":")
    return int(posts), int(threads), uuid.UUID(newest)


def _said(posts: int, threads: int, title: str) -> str:
    said = {"posts": ngettext("One new post", "%(num)s new posts", posts) % {"num": posts}, "title": title}
    if threads > 1:
        said["threads"] = ngettext("%(num)s thread", "%(num)s threads", threads) % {"num": threads}
        return _("%(posts)s in %(threads)s, the newest: %(title)s") % said if title else _("%(posts)s in %(threads)s") % said
    return _("%(posts)s in: %(title)s") % said if title else said["posts"]
