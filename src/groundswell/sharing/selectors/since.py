"""Reads what became of the words of a link: what its community says now, else its authors, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.communities.selectors import hidden
from groundswell.kit.errors import not_here
from groundswell.responses.models import Adoption, Version
from groundswell.responses.selectors.difference import Change
from groundswell.responses.wording import compared
from groundswell.sharing.models import PassOn


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a link was made."""

    pass_on: PassOn
    version: Version  # that is said now
    is_theirs: bool  # by the community; else by the answer's authors alone
    changes: Sequence[Change]


def since(pass_on: PassOn) -> Since:
    """Return what changed since: three queries. What is hidden is compared with nothing."""
    adoption = pass_on.adoption
    response = adoption.version.response
    taken = Adoption.objects.filter(community=adoption.community_id, version__response=response, ended_at=None)
    now = taken.select_related("version").first()
    version = now.version if now and now.pk != adoption.pk else response.newest
    words = now.words or now.version.body if now and now.pk != adoption.pk else response.newest.body
    if hidden([one for one in (version.pk, response.pk, adoption.pk, adoption.version_id, now.pk if now else None) if one]):
        not_here()
    parts = [
        (_("Title"), adoption.version.title, version.title),
        (_("The answer in one sentence"), adoption.version.summary, version.summary),
        (_("The words"), adoption.words or adoption.version.body, words),
    ]
    changes = [Change(part, compared(before, after)) for part, before, after in parts]
    return Since(pass_on, version, now is not None and now.pk != adoption.pk, [one for one in changes if one.is_change])
