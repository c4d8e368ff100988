"""The one list of addresses that get nothing: by one press, without signing in, whoever the address belongs to later."""

from __future__ import annotations

from django.db import transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.notify.events import MailResumed, MailStopped
from groundswell.notify.models import Follow, Mute, Notice, Preference, Suppression
from groundswell.notify.scrambling import key_of
from groundswell.notify.selectors.parts import Part
from groundswell.notify.services.choosing import choose
from groundswell.notify.services.communities import hear_only_when_named
from groundswell.notify.services.following import unfollow
from groundswell.notify.services.muting import mute
from groundswell.people.models import Account
from groundswell.pulse.log import record


@transaction.atomic
def stop_mail(*, preference: Preference, actor: Actor, reason: str = "asked") -> None:
    """Put the member's address on the list; pressed twice, it is on it once. Whoever holds the signed link may."""
    account = _account(preference)
    if account is None:
        return
    _row, fresh = Suppression.objects.get_or_create(
        campaign_id=preference.campaign_id, key=key_of(account.email), defaults={"reason": reason, "since": now()}
    )
    if fresh:
        record(MailStopped(), actor=actor, subject=preference)


@transaction.atomic
def resume_mail(*, preference: Preference, actor: Actor) -> None:
    """Take the member's own address off the list again; only they can."""
    allow(actor.is_member and actor.member_id == preference.member_id)
    account = _account(preference)
    if account is not None and Suppression.objects.filter(key=key_of(account.email)).delete()[0]:
        record(MailResumed(), actor=actor, subject=preference)


@transaction.atomic
def stop_part(*, campaign: Campaign, part: Part, actor: Actor) -> None:
    """Stop what a mail was about, and nothing else: a follow, a story, or one kind. ``actor`` is whose mail it was."""
    assert actor.member_id is not None
    if part.what == "follow":
        assert part.key is not None
        followed = Follow.objects.filter(pk=part.key).first()
        if followed is not None:
            unfollow(follow=followed, actor=actor)
    elif part.what == "story":
        assert part.key is not None
        mute(campaign=campaign, kind=Mute.Kind.STORY, thing_id=part.key, actor=actor)
    elif part.what == "thread":
        assert part.key is not None
        mute(campaign=campaign, kind=Mute.Kind.THREAD, thing_id=part.key, actor=actor)
    elif part.what == "digest":
        wishes = Preference.objects.get(member_id=actor.member_id)
        waits = [name for name in ("alerts", "own", "rest") if getattr(wishes, name) == Preference.Pace.DIGEST]
        choose(campaign=campaign, actor=actor, **dict.fromkeys(waits, Preference.Pace.BELL))
        if "rest" not in waits:  # what is written in communities comes with the digest, whatever else comes at once
            hear_only_when_named(member_id=actor.member_id)
        waiting = Notice.objects.filter(member_id=actor.member_id, pace=Preference.Pace.DIGEST, parcels=None)
        waiting.update(pace=Preference.Pace.BELL)
    else:
        choose(campaign=campaign, actor=actor, **{part.what: Preference.Pace.BELL})


def _account(preference: Preference) -> Account | None:
    return Account.objects.filter(members=preference.member_id).first()
