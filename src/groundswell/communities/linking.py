"""Keeps links of whoever is new from reaching others unseen: in threads they wait for a host, elsewhere they are refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from groundswell.communities.limits import NEW_FOR
from groundswell.communities.outward import sites_named
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput
from groundswell.people.models import Member


def is_new(member: Member) -> bool:
    """Whether somebody joined so lately that their links wait for a host."""
    return member.joined_at > now() - NEW_FOR


def refuse_links(*, member: Member, **texts: str) -> None:
    """Refuse a link, at the field it is in, of somebody new in what no host looks at first."""
    if not is_new(member):
        return
    for field, text in texts.items():
        if sites_named(text):
            words = _("You joined less than three days ago. Say this without the link; in a thread a host looks at it first.")
            raise BadInput(words, field=field)
