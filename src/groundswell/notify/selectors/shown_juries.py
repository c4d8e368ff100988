"""Says notices about juries in lines that can be read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.juries.models import Jury, Seat
from groundswell.juries.selectors.shown import titles_of
from groundswell.kit.actor import Actor
from groundswell.notify.models import Notice

Found = dict[uuid.UUID, tuple[str, str, str]]


def seats(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say to a juror that they were drawn, while their answer is awaited: one query."""
    wanted = Seat.objects.filter(pk__in=[one.thing_id for one in rows], left_at=None, jury__closed_at=None)
    found = list(wanted.select_related("jury__challenge__version__response"))
    titles = titles_of([one.jury.challenge for one in found])
    words = _("You were drawn for a jury: read, choose one of three, say why, or decline")
    return {one.pk: (words, titles[one.jury.challenge_id], address(campaign, "juries:serve", one.jury_id)) for one in found}


def judged(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say how a jury ended: two queries."""
    return _said(campaign, rows, _ended)


def appealed(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    """Say that a verdict was appealed: two queries."""
    words = _("A verdict was appealed: a second jury looks at it")
    return _said(campaign, rows, lambda _jury: words)


def _said(campaign: Campaign, rows: Sequence[Notice], words: Callable[[Jury], str]) -> Found:
    found = _juries(rows)
    titles = titles_of([one.challenge for one in found])
    return {one.pk: (words(one), titles[one.challenge_id], address(campaign, "juries:jury", one.pk)) for one in found}


def _juries(rows: Sequence[Notice]) -> list[Jury]:
    found = Jury.objects.filter(pk__in=[one.thing_id for one in rows]).defer("pool")
    return list(found.select_related("challenge__version__response"))


def _ended(jury: Jury) -> str:
    if not jury.verdict and jury.challenge.is_lifted:
        return _("No jury found that it breaks the law, so it is shown again")
    if not jury.verdict and jury.appeal_of_id and jury.drawn_at is None:
        return _("No second jury could be drawn in time: the first one’s word is final")
    if not jury.verdict:
        return _("A jury ended without a verdict: too few answered")
    if jury.verdict == "unfit":
        return _("A jury decided: it should not be ready, so it lost its readiness")
    return _("A jury decided: %(verdict)s") % {"verdict": jury.get_verdict_display()}
