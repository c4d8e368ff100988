"""Keeps the searches of members; they are their own affair, and no history tells of them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.text import line
from groundswell.people.selectors import member_of
from groundswell.wire.models import SavedSearch
from groundswell.wire.policies import can_forget_search, can_save_search
from groundswell.wire.selectors.search import Search

MOST = 50


@transaction.atomic
def save_search(*, search: Search, name: str = "", actor: Actor) -> SavedSearch:
    """Keep a search under a name, or under its words; kept again, it is the one that is there."""
    allow(can_save_search(actor))
    member = member_of(actor)
    if search.is_empty:
        raise BadInput(_("Search for something first, then keep it."), field="name")
    said = {
        "words": search.words,
        "source": search.source,
        "community": search.community,
        "ground_only": search.ground_only,
        "since": search.since,
        "until": search.until,
    }
    mine = SavedSearch.objects.filter(member=member)
    if same := mine.filter(**said).first():
        return same
    if mine.count() >= MOST:
        raise Refused(_("You keep as many searches as there is room for. Let one go first."))
    called = line(name, limit=80, field="name") or _called(search)
    return SavedSearch.objects.create(campaign_id=member.campaign_id, member=member, name=called, created_at=now(), **said)


@transaction.atomic
def forget_search(*, saved: SavedSearch, actor: Actor) -> None:
    """Let a search go."""
    allow(can_forget_search(actor, saved))
    saved.delete()


def _called(search: Search) -> str:
    named = search.words or (search.source and search.source.name) or (search.community and search.community.name)
    return str(named or _("What people see"))[:80]
