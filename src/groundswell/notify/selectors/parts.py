"""Reads what a signed link in a mail may stop: all mail, or only what this one was about."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.notify.models import Delivery, Follow, Mute, Notice, Preference
from groundswell.notify.selectors.following import Held, follows_of, named

_MOST_FOLLOWS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """Something less than all mail: what it is, as a form sends it, what its button says, and what is said when it is done."""

    what: str
    key: uuid.UUID | None
    words: str
    done: str

    @property
    def name(self) -> str:
        """Return how a form names it."""
        return f"{self.what}:{self.key.hex}" if self.key else self.what


@dataclass(frozen=True, slots=True)
class Link:
    """A signed link that was opened: whose it is, and what may be stopped besides everything."""

    preference: Preference
    owner: Actor  # whoever holds the link acts for them, in this and in nothing else
    parts: list[Part]

    def part(self, name: str) -> Part | None:
        """Return the part of that name, if it can be stopped (still)."""
        return next((one for one in self.parts if one.name == name), None)


def link_at(campaign: Campaign, signed: tuple[uuid.UUID, uuid.UUID | None]) -> Link:
    """Return what a link names; a mail that was forgotten leaves the wishes alone."""
    known = Preference.objects.filter(campaign=campaign, pk=signed[0]).select_related("member")
    preference = known.first() or not_here()
    owner = Actor(campaign_id=campaign.pk, account_id=preference.member.account_id, member_id=preference.member_id)
    mails = Delivery.objects.filter(member_id=preference.member_id).prefetch_related("parcels__notice")
    mail = mails.filter(pk=signed[1]).first() if signed[1] else None
    return Link(preference, owner, list(_parts(campaign, owner, mail)) if mail else [])


def _parts(campaign: Campaign, owner: Actor, mail: Delivery) -> Iterable[Part]:
    if mail.is_digest:
        yield Part(
            "digest", None, _("Only the digest"), _("No digest comes any more. What you want to hear at once still does.")
        )
        return
    for parcel in mail.parcels.all():
        yield from _of_follows(campaign, owner, parcel.notice)
        yield from _of_story(campaign, owner, parcel.notice)
        yield from _of_thread(campaign, owner, parcel.notice)
        yield _of_kind(parcel.notice)


def _of_follows(campaign: Campaign, owner: Actor, notice: Notice) -> Iterable[Part]:
    if notice.because != Notice.Because.FOLLOW:
        return
    led_here = [one for one in follows_of(campaign, owner) if _led_to(one, notice)]
    for one in led_here[:_MOST_FOLLOWS]:
        said = {"name": one.name}
        words, done = _("Only what comes of following “%(name)s”") % said, _("You no longer follow “%(name)s”.") % said
        yield Part("follow", one.row.pk, words, done)


def _led_to(held: Held, notice: Notice) -> bool:
    if notice.label:
        return held.name[:120] == notice.label
    return isinstance(held.row, Follow) and held.row.kind == Follow.Kind.STORY and held.row.thing_id == notice.about_id


def _of_story(campaign: Campaign, owner: Actor, notice: Notice) -> Iterable[Part]:
    found = named(campaign, owner, Follow.Kind.STORY, [notice.about_id]) if notice.about_id else {}
    for key, (title, _href) in found.items():
        said = {"title": shorten(title, 80, placeholder="…")}
        yield Part("story", key, _("Only this story: %(title)s") % said, _("You hear no more of “%(title)s”.") % said)


def _of_thread(campaign: Campaign, owner: Actor, notice: Notice) -> Iterable[Part]:
    if notice.because != Notice.Because.MENTION or notice.about_id is None:
        return
    for key, (title, _href) in named(campaign, owner, Mute.Kind.THREAD, [notice.about_id]).items():
        said = {"title": shorten(title, 80, placeholder="…")}
        yield Part("thread", key, _("Only this thread: %(title)s") % said, _("You hear no more of “%(title)s”.") % said)


def _of_kind(notice: Notice) -> Part:
    if notice.because in (Notice.Because.OWN, Notice.Because.MENTION):
        words = _("Only mail about what is yours: your answers, your roles, who came through you, who named you")
        return Part("own", None, words, _("That stands on your page “For you” from now on, and is not mailed."))
    words = _("Only alerts about news, whatever they are about")
    return Part("alerts", None, words, _("No alert is mailed any more. The digest still comes, at the hour you chose."))
