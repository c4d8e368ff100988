"""Puts a jury's verdict into effect, takes down at once what is against the law, and shows it again when none found so."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.communities.services import put_back, take_down
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import line, web_link
from groundswell.pulse.log import record
from groundswell.responses.events import (
    ChallengeJudged,
    ChallengeReferred,
    TakeDownLifted,
    VersionChallenged,
    VersionTakenDown,
)
from groundswell.responses.evidence import is_new
from groundswell.responses.models import Challenge, Version
from groundswell.responses.policies import can_judge_challenge, can_take_down_version
from groundswell.responses.services.readiness import bar_version

REASON = 500
SUBJECT = "responses.Version"
TAKE_DOWNS = Limit("take down an answer", times=6, seconds=DAY)


@transaction.atomic
def refer_challenge(*, challenge: Challenge, sits: bool, joining: Sequence[uuid.UUID] = (), actor: Actor) -> Challenge:
    """Say that a jury looks at a challenge, or no longer does: while one does, neither side settles it.

    ``joining`` are others that say the same of the same version: it looks at them as well, and its verdict is theirs.
    """
    allow(can_judge_challenge(actor))
    challenge = _locked(challenge)
    since = now() if sits else None
    others = Challenge.objects.filter(version=challenge.version_id, settled_at=None)
    if sits:
        others.filter(pk__in=joining, jury_since=None).update(joined_to=challenge, jury_since=since)
    else:
        others.filter(joined_to=challenge).update(joined_to=None, jury_since=None)
    if (challenge.jury_since is not None) == sits:
        return challenge
    challenge.jury_since = since
    challenge.save(update_fields=["jury_since"])
    version = challenge.version
    told = ChallengeReferred(response=version.response_id, story=version.response.story_id, version=version.pk, sits=sits)
    record(told, actor=actor, subject=challenge)
    return challenge


@transaction.atomic
def judge_challenge(*, challenge: Challenge, verdict: Challenge.Verdict, actor: Actor) -> Challenge:
    """Let a verdict bind: the version stands, is marked, or cannot be ready. A second verdict takes the first one's place."""
    allow(can_judge_challenge(actor))
    challenge = _locked(challenge)
    at = now()
    for one in (challenge, *Challenge.objects.select_for_update(of=("self",)).filter(joined_to=challenge)):
        one.verdict, one.judged_at, one.jury_since, one.settled_at = verdict, at, None, one.settled_at or at
        one.save(update_fields=["verdict", "judged_at", "jury_since", "settled_at"])
    version = challenge.version
    if challenge.kind == Challenge.Kind.LAW:
        _cover(challenge, actor, because=_("A jury drawn by lot looked at it."))
    for same in Version.objects.filter(content_hash=version.content_hash).select_related("response"):
        bar_version(version=same, actor=actor)  # the verdict is on these words, whoever has published them
    told = ChallengeJudged(
        response=version.response_id, story=version.response.story_id, challenge=challenge.pk, verdict=str(verdict)
    )
    record(told, actor=actor, subject=version)  # of the version: its readiness is worked out anew
    return challenge


@transaction.atomic
def take_down_version(*, version: Version, reason: str, url: str = "", actor: Actor) -> Challenge:
    """Cover a version that is against the law, with a public reason; the challenge this opens goes to a jury by itself."""
    allow(can_take_down_version(actor, version))
    reason = line(reason, limit=REASON, field="reason", empty=_("Give the reason. Everyone can read it."))
    link = web_link(url)
    if url.strip() and not link:
        raise BadInput(_("Give the whole link, beginning with https:// or http://."), field="url")
    Version.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)  # pressed twice, taken down once
    earlier = list(Challenge.objects.filter(version=version, kind=Challenge.Kind.LAW).order_by("pk"))
    if keeping := next((one for one in reversed(earlier) if one.keeps_down), None):
        return keeping
    if earlier and not is_new(link, [one.url for one in earlier]):
        words = _("This has been shown again. Take it down only with evidence that was not given before: give a link.")
        raise BadInput(words, field="url")
    if Challenge.objects.filter(version=version, raised_by_id=actor.member_id, settled_at=None).exists():
        raise Refused(_("You have challenged this version already. Take that back first."))
    spend(TAKE_DOWNS, str(actor.member_id))
    challenge = Challenge.objects.create(
        campaign_id=version.campaign_id,
        version=version,
        kind=Challenge.Kind.LAW,
        reason=reason,
        url=link,
        raised_by_id=actor.member_id,
        raised_at=now(),
    )
    take_down(subject_type=SUBJECT, subject_id=version.pk, reason=reason, actor=actor)
    bar_version(version=version, actor=actor)
    response = version.response
    about = {"response": response.pk, "story": response.story_id}
    record(VersionTakenDown(**about, challenge=challenge.pk), actor=actor, subject=version)
    record(VersionChallenged(**about, version=version.pk), actor=actor, subject=challenge)
    return challenge


@transaction.atomic
def lift_take_down(*, challenge: Challenge, actor: Actor) -> Challenge:
    """Show again what was taken down, when no jury found that it breaks the law; a verdict stays, lifted twice is once."""
    allow(can_judge_challenge(actor))
    challenge = _locked(challenge)
    if challenge.kind != Challenge.Kind.LAW or challenge.settled_at is not None:
        return challenge
    challenge.settled_at = now()
    challenge.save(update_fields=["settled_at"])
    _cover(challenge, actor, because=_("No jury found that it breaks the law."))
    response = challenge.version.response
    told = TakeDownLifted(response=response.pk, story=response.story_id, challenge=challenge.pk)
    record(told, actor=actor, subject=challenge.version)  # of the version: its readiness is worked out anew
    return challenge


def _cover(challenge: Challenge, actor: Actor, *, because: str) -> None:
    """Show the version again, or cover it again when an appeal says otherwise; another keeps it covered."""
    of_law = Challenge.objects.filter(version=challenge.version_id, kind=Challenge.Kind.LAW).order_by("pk")
    keeps = [one for one in of_law if one.keeps_down]
    cover = take_down if keeps else put_back
    reason = keeps[-1].reason if keeps else because
    cover(subject_type=SUBJECT, subject_id=challenge.version_id, reason=reason, actor=actor)


def _locked(challenge: Challenge) -> Challenge:
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("version__response")
    return rows.get(pk=challenge.pk)
