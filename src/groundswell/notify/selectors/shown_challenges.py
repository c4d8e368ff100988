"""Says notices about challenges to answers, and about letters to their authors, in lines that can be read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.notify.models import Notice
from groundswell.people.models import RoleGrant
from groundswell.responses.models import Challenge, Letter

Found = dict[uuid.UUID, tuple[str, str, str]]
Shown = Callable[[Campaign, Actor, Sequence[Notice]], Found]


def challenges(words: str | Promise) -> Shown:
    """Return how challenges are told; what is hidden, or hangs on something hidden, is not told: three queries at most."""

    def found(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
        return {one.pk: (_said(one, words), one.title, address(campaign, "responses:challenge", one.pk)) for one in _kept(rows)}

    return found


def settled(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say how a challenge ended."""
    return {
        one.pk: (
            _("A challenge was met by a newer version") if one.settled_with_id else _("A challenge was taken back"),
            one.version.title,
            address(campaign, "responses:challenge", one.pk),
        )
        for one in _kept(rows)
        if one.settled_at and not one.verdict
    }


def letters(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say who wrote about which answer, with the first words; what is hidden is not told: two queries."""
    # Whoever sends mails knows the member, not their roles: who writes the answer now is asked for here.
    assert actor.member_id is not None
    writing = RoleGrant.objects.filter(role="author", thing="response", member_id=actor.member_id, ended_at=None)
    between = Q(correspondence__member_id=actor.member_id) | Q(correspondence__response__in=writing.values("thing_id"))
    letters = Letter.objects.filter(between, pk__in=[one.thing_id for one in rows])
    found = list(letters.select_related("correspondence__response__newest"))
    covered = hidden([one.pk for one in found])
    return {one.pk: _letter(campaign, one) for one in found if one.pk not in covered}


def _letter(campaign: Campaign, one: Letter) -> tuple[str, str, str]:
    newest = one.correspondence.response.newest
    named = {"title": newest.title if newest else ""}
    back = _("The authors of “%(title)s” wrote back") if one.from_authors else _("A letter about “%(title)s”")
    href = address(campaign, "responses:correspondence", one.correspondence_id)
    return back % named, Truncator(" ".join(one.text.split())).chars(120), href


def _said(challenge: Challenge, words: str | Promise) -> str:
    if challenge.kind == Challenge.Kind.LAW and not challenge.answer:
        return _("It was taken down as against the law; a jury looks at it")
    return str(words)


def _kept(rows: Sequence[Notice]) -> list[Challenge]:
    found = list(Challenge.objects.filter(pk__in=[one.thing_id for one in rows]).select_related("version"))
    covered = hidden([key for one in found for key in (one.pk, one.version_id, one.version.response_id)])
    return [one for one in found if not _things(one) & covered.keys()]


def _things(challenge: Challenge) -> set[uuid.UUID]:
    """What must not be hidden for it to be told: why a version was taken down is told although that is covered."""
    of_law = challenge.kind == Challenge.Kind.LAW
    return {challenge.pk} if of_law else {challenge.pk, challenge.version_id, challenge.version.response_id}
