"""Founds communities, and changes what one says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.communities.events import CommunityDescribed, CommunityFounded
from groundswell.communities.linking import refuse_links
from groundswell.communities.models import Community, LogEntry, Membership
from groundswell.communities.policies import can_found_community, can_host
from groundswell.communities.services.log import write_line
from groundswell.communities.services.membership import put_in
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.ids import code
from groundswell.kit.limits import Limit, spend
from groundswell.kit.text import line
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.people.services import grant_role
from groundswell.pulse.log import record

FOUNDINGS = Limit("found a community", 20, 86_400)
# First parts of this room's own addresses.
RESERVED_SLUGS = frozenset({"found", "report", "reports", "log", "look-after", "threads", "posts", "polls"})


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    purpose: str
    kind: str
    place: str
    entry: str


def _checked(name: str, purpose: str, kind: str, place: str, entry: str) -> _Words:
    if kind not in Community.Kind.values:
        raise BadInput(_("Choose what joins you."), field="kind")
    if entry not in Community.Entry.values:
        raise BadInput(_("Choose who may come in."), field="entry")
    return _Words(
        name=line(name, limit=80, field="name", empty=_("Give the community a name.")),
        purpose=line(purpose, limit=300, field="purpose"),
        kind=kind,
        place=line(place, limit=80, field="place"),
        entry=entry,
    )


@transaction.atomic
def found_community(
    *, name: str, purpose: str = "", kind: str = "place", place: str = "", entry: str = "open", actor: Actor
) -> Community:
    """Found a community; the founder is in it and its first host."""
    allow(can_found_community(actor))
    words = _checked(name, purpose, kind, place, entry)
    member = member_of(actor)
    if same := _founded_already(member, words):
        return same
    refuse_links(member=member, name=words.name, purpose=words.purpose, place=words.place)
    spend(FOUNDINGS, str(member.pk))
    community = _write(member, words)
    record(CommunityFounded(entry=entry), actor=actor, subject=community)
    write_line(campaign_id=community.campaign_id, move=LogEntry.Move.FOUNDED, community=community, actor=actor)
    put_in(community=community, member=member, state=Membership.State.IN, actor=actor)
    first = machine(member.campaign_id)
    grant_role(member=member, role="host", thing="community", thing_id=community.pk, actor=first)
    return community


@transaction.atomic
def describe_community(
    *, community: Community, name: str, purpose: str, kind: str, place: str, entry: str, actor: Actor
) -> Community:
    """Change what the community says of itself; its address stays."""
    allow(can_host(actor, community))
    community = Community.objects.select_for_update().get(pk=community.pk)
    words = _checked(name, purpose, kind, place, entry)
    if words == _Words(community.name, community.purpose, community.kind, community.place, community.entry):
        return community
    refuse_links(member=member_of(actor), name=words.name, purpose=words.purpose, place=words.place)
    community.name, community.purpose, community.kind = words.name, words.purpose, words.kind
    community.place, community.entry = words.place, words.entry
    community.save(update_fields=["name", "purpose", "kind", "place", "entry"])
    write_line(campaign_id=community.campaign_id, move=LogEntry.Move.DESCRIBED, community=community, actor=actor)
    record(CommunityDescribed(entry=entry), actor=actor, subject=community)
    return community


def _founded_already(member: Member, words: _Words) -> Community | None:
    """Return what the same form, sent twice, founded: the founder locks themself, so that both cannot pass."""
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    return Community.objects.filter(
        founded_by=member, name=words.name, purpose=words.purpose, kind=words.kind, place=words.place
    ).first()


def _write(member: Member, words: _Words) -> Community:
    slug = slugify(words.name)[:50]
    community = Community(
        campaign_id=member.campaign_id,
        slug=slug if slug and slug not in RESERVED_SLUGS else code(8),
        name=words.name,
        purpose=words.purpose,
        kind=words.kind,
        place=words.place,
        entry=words.entry,
        founded_by=member,
        founded_at=now(),
    )
    try:
        with transaction.atomic():
            community.save(force_insert=True)
    except IntegrityError:  # another community has this short name: names may repeat, addresses may not
        community.slug = f"{community.slug}-{code(4)}"
        community.save(force_insert=True)
    return community
