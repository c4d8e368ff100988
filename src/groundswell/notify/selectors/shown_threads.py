"""Turns what came of threads into lines: who named somebody, and how much was written in their communities."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Post, Thread
from groundswell.communities.policies import posts_visible_to, threads_visible_to
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


def threads(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Return how much was written in communities: two queries. The newest thread stands for what was written in it."""
    told = {one.thing_id: one.label.split(":") for one in rows}
    keys = [uuid.UUID(newest) for _posts, _threads, newest in told.values()]
    standing = threads_visible_to(actor, Thread.objects.filter(campaign=campaign, pk__in=keys)).select_related("community")
    found = {str(one.pk): one for one in standing}
    covered = {str(key) for key in hidden(keys)}
    return {
        key: (
            _said(int(posts), int(many), "" if newest in covered else found[newest].title),
            found[newest].community.name,
            address(campaign, "communities:threads", found[newest].community.slug),
        )
        for key, (posts, many, newest) in told.items()
        if newest in found
    }


def _said(posts: int, threads: int, title: str) -> str:
    said = {"posts": ngettext("One new post", "%(num)s new posts", posts) % {"num": posts}, "title": title}
    if threads > 1:
        said["threads"] = ngettext("%(num)s thread", "%(num)s threads", threads) % {"num": threads}
        return _("%(posts)s in %(threads)s, the newest: %(title)s") % said if title else _("%(posts)s in %(threads)s") % said
    return _("%(posts)s in: %(title)s") % said if title else said["posts"]
