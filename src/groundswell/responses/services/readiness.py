"""Works out whether a version is ready, from its ratings and who belongs where; no role forces or blocks it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Membership
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.pulse.log import record
from groundswell.responses.events import VersionBecameReady, VersionFellShort
from groundswell.responses.models import Rating, Readiness, Standing, Version, VersionAuthor
from groundswell.responses.selectors.earlier import earlier_ratings
from groundswell.responses.selectors.judging import is_barred

if TYPE_CHECKING:
    from groundswell.science.bridging import Readiness as Verdict

APART = timedelta(minutes=10)  # between two points of a version's history that say the same of it
_APPROVAL = {Rating.Value.HELPFUL: 1.0, Rating.Value.PARTLY: 0.5, Rating.Value.NOT: 0.0}


@transaction.atomic
def compute_readiness(*, version: Version, actor: Actor, cause: int | None = None) -> Readiness:
    """Judge a version by its ratings as they stand now and keep the verdict with its reasons."""
    take_turn(f"readiness {version.pk}")  # one judge at a time, so that the newest verdict stands
    line = Campaign.objects.values_list("line", flat=True).get(pk=version.campaign_id)
    verdict, raters = _judge(version, line)
    if is_barred(version):
        verdict = replace(verdict, ready=False)
    before = Readiness.objects.filter(version=version).first()
    was_ready, at = before is not None and before.ready, now()
    since = (before.ready_since if before and was_ready else at) if verdict.ready else None
    readiness, _ = Readiness.objects.update_or_create(
        campaign_id=version.campaign_id,
        version=version,
        defaults={
            "ready": verdict.ready,
            "ready_since": since,
            "score": verdict.score,
            "report": _report(verdict, raters, line, is_barred=is_barred(version)),
            "computed_at": at,
        },
    )
    _note(version, verdict, raters, at)
    if verdict.ready != was_ready:
        event = VersionBecameReady if verdict.ready else VersionFellShort
        told = event(response=version.response_id, story=version.response.story_id, score=verdict.score)
        record(told, actor=actor, subject=version, cause=cause)
    return readiness


def _note(version: Version, verdict: Verdict, raters: int, at: datetime) -> None:
    """Add to the version's history: while ratings come in by the second, one row says where the last minutes led."""
    last = Standing.objects.filter(version=version).order_by("at").last()
    if last is not None and (last.score, last.raters, last.ready) == (verdict.score, raters, verdict.ready):
        return
    if last is not None and last.ready == verdict.ready and at - last.at < APART:
        last.score, last.raters = verdict.score, raters
        last.save(update_fields=["score", "raters"])
        return
    Standing.objects.create(
        campaign_id=version.campaign_id, version=version, at=at, score=verdict.score, raters=raters, ready=verdict.ready
    )


def _judge(version: Version, line: float) -> tuple[Verdict, int]:
    from groundswell.science.bridging import readiness  # numpy and scipy stay out of the web process

    authors = VersionAuthor.objects.filter(version=version).values("member_id")
    rated = Rating.objects.filter(version=version).exclude(member_id__in=authors).order_by("member_id")
    raters = {member: _APPROVAL[Rating.Value(value)] for member, value in rated.values_list("member_id", "value")}
    belongs: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list, {member: [] for member in raters})
    held = Membership.objects.filter(member_id__in=list(raters), state=Membership.State.IN).order_by("community_id")
    for member, community in held.values_list("member_id", "community_id"):
        belongs[member].append(community)
    history = earlier_ratings(version)
    return readiness(list(raters), list(raters.values()), belongs, line=line, history=history), len(raters)


@transaction.atomic
def bar_version(*, version: Version, actor: Actor) -> None:
    """Take the mark of a version that may not be ready any more, at once and without reckoning; nothing else changes."""
    take_turn(f"readiness {version.pk}")
    found = Readiness.objects.filter(version=version, ready=True).first()
    if found is None or not is_barred(version):
        return
    found.ready, found.ready_since, found.computed_at = False, None, now()
    found.report = {**found.report, "missing": [["barred", None, 0], *found.report["missing"]]}
    found.save(update_fields=["ready", "ready_since", "computed_at", "report"])
    raters = found.report["raters"]
    Standing.objects.create(
        campaign_id=version.campaign_id, version=version, at=now(), score=found.score, raters=raters, ready=False
    )
    told = VersionFellShort(response=version.response_id, story=version.response.story_id, score=found.score)
    record(told, actor=actor, subject=version)


def _report(verdict: Verdict, raters: int, line: float, *, is_barred: bool) -> dict[str, Any]:
    return {
        "rule": verdict.version,
        "line": line,
        "raters": raters,
        "shares": [
            {"community": str(one.community), "n": one.n, "mean": one.mean, "lower": one.lower, "counts": one.counts}
            for one in verdict.shares
        ],
        "missing": [["barred", None, 0]] * is_barred
        + [[one.code, str(one.community) if one.community else None, one.how_many] for one in verdict.missing],
    }
