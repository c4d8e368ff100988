"""Communities, threads and posts as things that are invited into, hosted, and reported."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community, Post, Thread
from groundswell.communities.moderation import Thing as Written
from groundswell.communities.outward import sites_named
from groundswell.communities.policies import can_tend_thread, posts_visible_to, threads_visible_to, visible_to
from groundswell.communities.selectors import hidden
from groundswell.communities.selectors.threads import words_of
from groundswell.kit.actor import Actor
from groundswell.people.things import Thing

HIDDEN = _("Words that are hidden")


def named(campaign: Campaign, actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    """Return names and pages of communities."""
    found = visible_to(actor, Community.objects.filter(campaign=campaign, pk__in=ids))
    return {one.pk: Thing(one.name, address(campaign, "communities:community", one.slug)) for one in found}


def written(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Written]:
    """Return what communities say of themselves; stewards look after that, for its hosts wrote it."""
    found = visible_to(actor, Community.objects.filter(pk__in=ids))
    return {
        one.pk: Written(
            title=f"{one.name}: {one.purpose}" if one.purpose else one.name,
            page="communities:community",
            args=(one.slug,),
            written_by=one.founded_by_id,
            sites=tuple(sites_named(f"{one.name}\n{one.purpose}\n{one.place}")),
        )
        for one in found
    }


def threads(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Written]:
    """Return threads with what they are about; the hosts of their community look after them."""
    found = threads_visible_to(actor, Thread.objects.filter(pk__in=ids, latest__isnull=False)).select_related("community")
    covered = hidden(ids)
    return {
        one.pk: Written(
            title=one.title if one.pk not in covered or can_tend_thread(actor, one.community) else HIDDEN,
            page="communities:thread",
            args=(one.pk,),
            community_id=one.community_id,
            written_by=one.started_by_id,
            sites=tuple(sites_named(one.title)),
        )
        for one in found
    }


def posts(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Written]:
    """Return posts with their words and links; what was taken back is not here any more."""
    found = posts_visible_to(actor, Post.objects.filter(pk__in=ids, deleted_at__isnull=True))
    rows = list(found.select_related("thread__community"))
    covered = hidden(ids)
    words = words_of(rows)
    return {
        one.pk: Written(
            title=words[one.pk] if one.pk not in covered or can_tend_thread(actor, one.thread.community) else HIDDEN,
            page="communities:post",
            args=(one.pk,),
            community_id=one.thread.community_id,
            written_by=one.written_by_id,
            sites=tuple(sites_named(one.text)),
        )
        for one in rows
    }
