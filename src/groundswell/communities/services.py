"""Founds communities and lets members in."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.communities.events import CommunityFounded, MemberEntered
from groundswell.communities.models import Community, Membership
from groundswell.communities.policies import can_enter_community, can_found_community
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.ids import code
from groundswell.kit.text import plain
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.people.services import grant_role
from groundswell.pulse.log import record


def found_community(
    *, name: str, purpose: str = "", kind: str = "place", place: str = "", entry: str = "open", actor: Actor
) -> Community:
    """Found a community; the founder is in it and its first host."""
    allow(can_found_community(actor))
    name = plain(name, limit=80)
    if not name:
        raise BadInput(_("Give the community a name."), field="name")
    member = member_of(actor)
    community = Community(
        campaign_id=member.campaign_id,
        slug=slugify(name)[:50] or code(8),
        name=name,
        purpose=plain(purpose, limit=300),
        kind=kind,
        place=plain(place, limit=80),
        entry=entry,
        founded_by=member,
        founded_at=now(),
    )
    try:
        with transaction.atomic():
            community.save(force_insert=True)
    except IntegrityError:  # another community has this short name: names may repeat, addresses may not
        community.slug = f"{community.slug}-{code(4)}"
        community.save(force_insert=True)
    record(CommunityFounded(entry=entry), actor=actor, subject=community)
    _put_in(community, member, Membership.State.IN, actor)
    first = machine(member.campaign_id)
    grant_role(member=member, role="host", thing="community", thing_id=community.pk, actor=first)
    return community


def enter_community(*, community: Community, invited_by: Member | None = None, actor: Actor) -> Membership:
    """Come in, or ask to where entry is by request."""
    allow(can_enter_community(actor, community))
    member = member_of(actor)
    state = Membership.State.IN if community.entry == Community.Entry.OPEN else Membership.State.ASKED
    return _put_in(community, member, state, actor, invited_by)


def _put_in(community: Community, member: Member, state: str, actor: Actor, invited_by: Member | None = None) -> Membership:
    membership, fresh = Membership.objects.select_for_update().get_or_create(
        campaign_id=community.campaign_id,
        community=community,
        member=member,
        defaults={"state": state, "since": now(), "invited_by": invited_by},
    )
    if not fresh:
        if membership.state != Membership.State.LEFT:
            return membership
        membership.state, membership.since = state, now()
        membership.save(update_fields=["state", "since"])
    record(MemberEntered(state=state), actor=actor, subject=community)
    return membership
