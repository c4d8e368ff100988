"""Lets members follow things, places and words, and stop."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.text import line
from groundswell.notify.events import FollowEnded, FollowMade
from groundswell.notify.models import Follow, Watch
from groundswell.notify.policies import can_change, can_follow
from groundswell.notify.services.watching import watch_follow
from groundswell.pulse.log import record
from groundswell.wire.stems import all_stems

MOST = 100
_OF_THINGS = (Follow.Kind.PILLAR, Follow.Kind.COMMUNITY, Follow.Kind.STORY)
_OF_WORDS = (Follow.Kind.PLACE, Follow.Kind.WORDS)


@transaction.atomic
def follow(*, campaign: Campaign, kind: str, thing_id: uuid.UUID | None = None, words: str = "", actor: Actor) -> Follow:
    """Follow a thing (whoever calls has seen that it is there for the actor), words, or a kept search with its words.

    Asked again, it is the same follow.
    """
    allow(can_follow(actor))
    assert actor.member_id is not None
    of_thing = kind in _OF_THINGS
    said = "" if of_thing else line(words, limit=120, field="words", empty=_("Write what you want to hear of."))
    if Follow.objects.filter(member_id=actor.member_id).count() >= MOST:
        raise BadInput(_("You follow a hundred things already. Let one go first."), field="words")
    known_by = {"kind": kind, "thing_id": None if kind in _OF_WORDS else thing_id, "words": said}
    made, fresh = Follow.objects.get_or_create(
        campaign=campaign, member_id=actor.member_id, **known_by, defaults={"made_at": now()}
    )
    if fresh:
        if not of_thing and not (watch_follow(campaign=campaign, follow=made) or _has_words(campaign, made)):
            raise BadInput(_("These words are in almost every text. Write rarer ones."), field="words")
        record(FollowMade(what=kind), actor=actor, subject=made)
    return made


def _has_words(campaign: Campaign, row: Follow) -> bool:
    """Whether a kept search has words of its own; it is asked as it stands, not by its stems."""
    return row.kind == Follow.Kind.SEARCH and bool(all_stems(row.words, campaign.languages))


@transaction.atomic
def unfollow(*, follow: Follow, actor: Actor) -> None:
    """Follow something no longer."""
    allow(can_change(actor, follow))
    record(FollowEnded(what=follow.kind), actor=actor, subject=follow)
    Watch.objects.filter(of=Watch.Of.FOLLOW, thing_id=follow.pk).delete()
    Follow.objects.filter(pk=follow.pk).delete()
