"""Challenges versions in public: raised by any member, answered by the authors, settled by a newer version or taken back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import line, passage, web_link
from groundswell.pulse.kinds import Event
from groundswell.pulse.log import record
from groundswell.responses.events import ChallengeAnswered, ChallengeSettled, VersionChallenged
from groundswell.responses.evidence import is_new
from groundswell.responses.models import Challenge, Version
from groundswell.responses.policies import (
    can_answer_challenge,
    can_challenge_version,
    can_settle_challenge,
    is_challenger,
)
from groundswell.responses.selectors.challenging import is_for_a_jury

REASON, ANSWER = 600, 1000
CHALLENGES = Limit("challenge an answer", times=6, seconds=DAY)
Told = type[VersionChallenged] | type[ChallengeAnswered] | type[ChallengeSettled]


@transaction.atomic
def challenge_version(*, version: Version, kind: str, reason: str, url: str = "", actor: Actor) -> Challenge:
    """Say in public what is wrong with a version; one open challenge a member and version."""
    allow(can_challenge_version(actor, version))
    assert actor.member_id is not None
    if kind not in Challenge.Kind.values or kind == Challenge.Kind.LAW:
        raise BadInput(_("Say what kind of thing is wrong."), field="kind")
    reason = line(reason, limit=REASON, field="reason", empty=_("Say what is wrong, so that its authors can answer."))
    link = web_link(url)
    if url.strip() and not link:
        raise BadInput(_("Give the whole link, beginning with https:// or http://."), field="url")
    if version.authors.filter(member_id=actor.member_id, inherited=False).exists():
        raise Refused(_("You wrote on this answer. Publish a better version instead."))
    if open_one := Challenge.objects.filter(version=version, raised_by_id=actor.member_id, settled_at=None).first():
        return _unless_other(open_one, kind, reason)
    _unless_judged(version, kind, link)
    spend(CHALLENGES, str(actor.member_id))
    challenge = Challenge(campaign_id=version.campaign_id, version=version, kind=kind, reason=reason, url=link)
    challenge.raised_by_id, challenge.raised_at = actor.member_id, now()
    try:
        with transaction.atomic():
            challenge.save(force_insert=True)
    except IntegrityError:  # two presses at the same moment
        return _unless_other(
            Challenge.objects.get(version=version, raised_by_id=actor.member_id, settled_at=None), kind, reason
        )
    record(_told(VersionChallenged, challenge), actor=actor, subject=challenge)
    return challenge


@transaction.atomic
def answer_challenge(*, challenge: Challenge, answer: str, actor: Actor) -> Challenge:
    """Say what the authors think of a challenge; said again, the new words replace the old ones."""
    allow(can_answer_challenge(actor, challenge))
    answer = passage(answer, limit=ANSWER, field="answer", empty=_("Write what you say to it."))
    challenge = _locked(challenge)
    if challenge.answer == answer:
        return challenge
    if challenge.settled_at is not None:
        raise Refused(_("This challenge is settled; what was said to it stays as it is."))
    challenge.answer, challenge.answered_by_id, challenge.answered_at = answer, actor.member_id, now()
    challenge.save(update_fields=["answer", "answered_by", "answered_at"])
    record(_told(ChallengeAnswered, challenge), actor=actor, subject=challenge)
    return challenge


@transaction.atomic
def settle_challenge(*, challenge: Challenge, actor: Actor) -> Challenge:
    """Take back what one raised, or settle it with the newer version that meets it; settled twice is settled once."""
    allow(can_settle_challenge(actor, challenge))
    challenge = _locked(challenge)
    if challenge.settled_at is not None:
        return challenge
    if challenge.jury_since is not None:
        raise Refused(_("A jury is looking at it. Its verdict settles it."))
    if challenge.kind == Challenge.Kind.LAW:
        raise Refused(_("What was taken down is settled by a jury alone."))
    newest = challenge.version.response.newest
    assert newest is not None
    if not is_challenger(actor, challenge):
        if newest.number <= challenge.version.number:
            raise Refused(_("Its authors settle a challenge with a newer version. Publish one that meets it first."))
        if is_for_a_jury(challenge):
            raise Refused(_("It is ready, so a jury decides. A newer version settles it only once that one is ready, too."))
        challenge.settled_with = newest
    challenge.settled_at = now()
    challenge.save(update_fields=["settled_at", "settled_with"])
    record(_told(ChallengeSettled, challenge), actor=actor, subject=challenge)
    return challenge


def _unless_judged(version: Version, kind: str, link: str) -> None:
    """What a jury has decided, or looks at, is raised again only with evidence new to it: nobody tries jury after jury."""
    seen = Challenge.objects.filter(~Q(verdict="") | Q(jury_since__isnull=False), version=version, kind=kind)
    rows = list(seen.values_list("url", "verdict"))
    if not rows or is_new(link, [url for url, _verdict in rows]):
        return
    if any(verdict for _url, verdict in rows):
        words = _("A jury has decided on this. Give a link with evidence it has not seen, or say what else is wrong.")
    else:
        words = _("A jury is looking at this already. Give a link with evidence it has not seen, or say what else is wrong.")
    raise BadInput(words, field="url")


def _unless_other(found: Challenge, kind: str, reason: str) -> Challenge:
    if (found.kind, found.reason) == (kind, reason):
        return found
    raise Refused(_("You have challenged this version already. Take that back first, or wait for its answer."))


def _locked(challenge: Challenge) -> Challenge:
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("version__response__newest")
    return rows.get(pk=challenge.pk)


def _told(event: Told, challenge: Challenge) -> Event:
    response = challenge.version.response
    return event(response=response.pk, story=response.story_id, version=challenge.version_id)
