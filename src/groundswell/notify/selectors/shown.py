"""Turns notices into lines that can be read: what happened, where it is, and why one hears of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.notify import reasons
from groundswell.notify.models import Notice
from groundswell.notify.selectors import shown_challenges, shown_juries, shown_proposals, shown_threads
from groundswell.notify.selectors.shown_threads import Shelf
from groundswell.people import things
from groundswell.responses.models import Adoption, Version
from groundswell.wire.models import Story


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is read."""

    notice: Notice
    what: str
    title: str
    href: str
    why: str


Found = dict[uuid.UUID, tuple[str, str, str]]  # by the thing's id: what happened, title, address


def shelf_for(campaign: Campaign, notices: Iterable[Notice]) -> Shelf:
    """Return what the notices of many readers lead to where that is much the same for all of them."""
    return shown_threads.shelf_for(campaign, [one for one in notices if one.topic == reasons.THREADS])


def lines(campaign: Campaign, actor: Actor, notices: Iterable[Notice], *, shelf: Shelf | None = None) -> list[Line]:
    """Return the notices whose things are still there for the actor, in order: a query or two for each topic.

    With a ``shelf`` that was read for many, none for what is on it.
    """
    rows = list(notices)
    found: dict[str, Found] = {}
    for topic in {one.topic for one in rows}:
        of_topic = [one for one in rows if one.topic == topic]
        if topic == reasons.THREADS:
            found[topic] = shown_threads.threads(campaign, actor, of_topic, shelf)
        else:
            found[topic] = _OF_TOPIC[topic](campaign, actor, of_topic) if topic in _OF_TOPIC else {}
    return [
        Line(one, *found[one.topic][one.thing_id], why=reasons.reason(one)) for one in rows if one.thing_id in found[one.topic]
    ]


def _stories(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    stories = Story.objects.filter(campaign=campaign, pk__in=[one.thing_id for one in rows])
    covered = hidden([one.thing_id for one in rows])
    return {
        one.pk: (
            ngettext("One outlet tells it", "%(num)s outlets tell it", one.outlet_count) % {"num": one.outlet_count},
            one.title,
            address(campaign, "wire:story", one.pk),
        )
        for one in stories
        if one.pk not in covered
    }


def _breaking(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    words = _("It breaks: far more outlets than usual tell it")
    return {key: (words, title, href) for key, (_what, title, href) in _stories(campaign, actor, rows).items()}


def _versions(words: str | Promise) -> Callable[[Campaign, Actor, Sequence[Notice]], Found]:
    def found(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
        versions = list(Version.objects.filter(campaign=campaign, pk__in=[one.thing_id for one in rows]))
        covered = hidden([key for one in versions for key in (one.pk, one.response_id)])
        return {
            one.pk: (str(words), one.title, address(campaign, "responses:answer", one.response_id))
            for one in versions
            if not {one.pk, one.response_id} & covered.keys()
        }

    return found


def _adoptions(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    kept = Adoption.objects.filter(campaign=campaign, pk__in=[one.thing_id for one in rows], ended_at=None)
    adoptions = list(kept.select_related("version", "community"))
    covered = hidden([key for one in adoptions for key in (one.pk, one.version_id, one.version.response_id)])
    return {
        one.pk: (
            _("%(name)s took the answer") % {"name": one.community.name},
            one.version.title,
            address(campaign, "responses:answer", one.version.response_id),
        )
        for one in adoptions
        if not {one.pk, one.version_id, one.version.response_id} & covered.keys()
    }


def _roles(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    pairs = [(one.label.partition(":")[2], one.about_id) for one in rows if one.about_id]
    named = things.described_all(campaign, actor, pairs)
    return {
        one.thing_id: (_asked_to(one.label), reasons.role(one.label, named[one.about_id].name), named[one.about_id].href)
        for one in rows
        if one.about_id in named
    }


def _asked_to(label: str) -> str:
    """Whoever may write on an answer was asked to; other roles are given."""
    return _("You are asked to write along") if label.startswith("author:") else _("A new role")


def _asks(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    named = things.described(campaign, actor, "community", [one.about_id for one in rows if one.about_id])
    return {
        one.thing_id: (_("Somebody asks to come in"), named[one.about_id].name, named[one.about_id].href)
        for one in rows
        if one.about_id in named
    }


def _joined(campaign: Campaign, actor: Actor, rows: Sequence[Notice]) -> Found:
    here = (_("By your invitation"), _("Somebody came in through you"), address(campaign, "people:invites"))
    return {one.thing_id: here for one in rows}


_OF_TOPIC: dict[str, Callable[[Campaign, Actor, Sequence[Notice]], Found]] = {
    "story": _stories,
    "breaks": _breaking,
    "ready": _versions(gettext_lazy("An answer became ready")),
    "published": _versions(gettext_lazy("There is an answer")),
    "adopted": _adoptions,
    "asked": _versions(gettext_lazy("Your view of an answer is missing")),
    "role": _roles,
    "asks": _asks,
    "joined": _joined,
    "mention": shown_threads.mentions,
    "challenged": shown_challenges.challenges(gettext_lazy("It is challenged in public")),
    "replied": shown_challenges.challenges(gettext_lazy("Your challenge was answered")),
    "settled": shown_challenges.settled,
    "letter": shown_challenges.letters,
    "seat": shown_juries.seats,
    "judged": shown_juries.judged,
    "appealed": shown_juries.appealed,
    "proposed": shown_proposals.proposed,
    "decided": shown_proposals.decided,
    "merged": _versions(gettext_lazy("An answer you found helpful was joined with another: read it and say again")),
    "absorbed": _versions(gettext_lazy("An answer your community speaks with went into this one")),
    "short": _versions(gettext_lazy("It is no longer ready")),
    "changed": _versions(gettext_lazy("There is a newer version of an answer you use")),
    "newer": _versions(gettext_lazy("A newer version of an answer you use is ready")),
    "forked": _versions(gettext_lazy("Somebody made a version of their own from your words")),
}
