"""Who may found, enter, host and see communities, and who looks after what is written in them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from groundswell.communities.models import Community, Membership, Post, Report, Thread
from groundswell.kit.actor import Actor


def can_found_community(actor: Actor) -> bool:
    """Any member founds a community, today."""
    return actor.is_member


def can_enter_community(actor: Actor, community: Community) -> bool:
    """Any member of the campaign may come in (or ask, where entry is by request)."""
    return actor.is_member and actor.campaign_id == community.campaign_id


def can_host(actor: Actor, community: Community) -> bool:
    """Its hosts act for a community; nobody else does, stewards neither."""
    return actor.has("host", "community", community.pk)


def can_wake_community(actor: Actor, community: Community, *, is_in: bool, is_empty: bool) -> bool:
    """One of its members wakes what nobody hosts; any member of the campaign does when everybody has left."""
    return can_enter_community(actor, community) and (is_in or is_empty)


def can_see_members(actor: Actor) -> bool:
    """Members see who is in a community; a visitor sees how many."""
    return actor.is_member


def can_report_thing(actor: Actor) -> bool:
    """Whoever can read it can report it, a visitor too: it may be about them."""
    return actor.campaign_id is not None


def can_moderate(actor: Actor, community: Community | None) -> bool:
    """Hosts look after what is written in their community; stewards after the rest, and while a community sleeps."""
    if community is None or community.asleep_since is not None:
        return actor.is_steward
    return can_host(actor, community)


def can_take_down(actor: Actor) -> bool:
    """A steward takes down at once what is against the law; the program does it again when a jury says so."""
    return actor.is_steward or actor.is_machine


def visible_to(actor: Actor, communities: QuerySet[Community]) -> QuerySet[Community]:
    """That a community exists is public."""
    return communities


def reports_visible_to(actor: Actor, community: Community | None, reports: QuerySet[Report]) -> QuerySet[Report]:
    """Reports are read by those who look after the thing, and by nobody else: a report must not be a pillory."""
    return reports if can_moderate(actor, community) else reports.none()


def can_read_threads(actor: Actor, community: Community, *, is_in: bool) -> bool:
    """Members read what an open community writes; where entry is by request, those in it and those who look after it."""
    if actor.is_machine:
        return True
    return actor.is_member and (is_in or community.entry == Community.Entry.OPEN or can_moderate(actor, community))


def can_write_post(actor: Actor, *, is_in: bool) -> bool:
    """Who is in a community writes in it: threads, posts, polls and votes alike."""
    return actor.is_member and is_in


def can_change_post(actor: Actor, post: Post) -> bool:
    """Nobody but who wrote it, hosts neither: they hide, in public."""
    return actor.is_member and post.written_by_id == actor.member_id


def can_tend_thread(actor: Actor, community: Community) -> bool:
    """Whoever looks after what is written in a community closes, opens and pins its threads and lets links through."""
    return can_moderate(actor, community)


def can_close_poll(actor: Actor, post: Post) -> bool:
    """Whoever asked ends it before its time, or whoever looks after the community."""
    return can_change_post(actor, post) or can_tend_thread(actor, post.thread.community)


def threads_visible_to(actor: Actor, threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Return the threads that the actor may read, as ``can_read_threads`` says it for one community."""
    if actor.is_machine:
        return threads
    if actor.member_id is None:
        return threads.none()
    inside = Membership.objects.filter(member_id=actor.member_id, state=Membership.State.IN)
    hosted = [role.thing_id for role in actor.roles if (role.name, role.thing) == ("host", "community")]
    own = Q(community_id__in=inside.values("community_id")) | Q(community_id__in=hosted)
    found = Q(community__entry=Community.Entry.OPEN) | own
    if actor.is_steward:
        found |= Q(community__asleep_since__isnull=False)
    return threads.filter(found)


def posts_visible_to(actor: Actor, posts: QuerySet[Post]) -> QuerySet[Post]:
    """Return the posts that have their place in a thread the actor may read, and one's own that wait for a host.

    Those who look after a community read what waits there.
    """
    readable = posts.filter(thread__in=threads_visible_to(actor, Thread.objects.all()))
    if actor.is_machine:
        return readable
    hosted = [role.thing_id for role in actor.roles if (role.name, role.thing) == ("host", "community")]
    waiting = Q(written_by_id=actor.member_id) | Q(thread__community_id__in=hosted)
    if actor.is_steward:
        waiting |= Q(thread__community__asleep_since__isnull=False)
    return readable.filter(Q(number__isnull=False) | waiting)
