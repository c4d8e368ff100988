"""Works out whether a version is ready, from its ratings and who belongs where; no role forces or blocks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.db import take_turn
from groundswell.pulse.log import record
from groundswell.responses.events import VersionBecameReady, VersionFellShort
from groundswell.responses.models import Readiness, Standing, Version
from groundswell.responses.selectors.earlier import earlier_ratings
from groundswell.responses.selectors.judging import is_barred
from groundswell.responses.selectors.raters import Raters, raters_of
from groundswell.responses.set_apart_events import RatingsCameTogether

if TYPE_CHECKING:
    from groundswell.science.bridging import Readiness as Verdict
    from groundswell.science.bridging import Turn

APART = timedelta(minutes=10)  # between two points of a version's history that say the same of it
TOLD = 3  # communities named as those with whom it could turn


@transaction.atomic
def compute_readiness(*, version: Version, actor: Actor, cause: int | None = None) -> Readiness:
    """Judge a version by its ratings as they stand now and keep the verdict with its reasons."""
    take_turn(f"readiness {version.pk}")  # one judge at a time, so that the newest verdict stands
    line = Campaign.objects.values_list("line", flat=True).get(pk=version.campaign_id)
    raters, barred = raters_of(version), is_barred(version)
    verdict, turns = _judge(raters, version, line)
    verdict = replace(verdict, ready=False) if barred else verdict
    report = _report(verdict, turns, raters, line, is_barred=barred)
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
            "report": report,
            "computed_at": at,
        },
    )
    _note(version, verdict, raters.all, at)
    if (sizes := _how_many(report)) and sizes != _how_many(before.report if before else {}):
        came = RatingsCameTogether(response=version.response_id, how_many=sum(sizes))
        record(came, actor=actor, subject=version, cause=cause)
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


def _judge(raters: Raters, version: Version, line: float) -> tuple[Verdict, Sequence[Turn]]:
    from groundswell.science.bridging import readiness, turning  # numpy and scipy stay out of the web process

    given = (list(raters.approval), list(raters.approval.values()), raters.belongs)
    verdict = readiness(*given, line=line, history=earlier_ratings(version))
    return verdict, turning(*given, line=line) if verdict.ready else ()


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


def _report(verdict: Verdict, turns: Sequence[Turn], raters: Raters, line: float, *, is_barred: bool) -> dict[str, Any]:
    return {
        "rule": verdict.version,
        "line": line,
        "raters": raters.all,
        "shares": [
            {"community": str(one.community), "n": one.n, "mean": one.mean, "lower": one.lower, "counts": one.counts}
            for one in verdict.shares
        ],
        "missing": [["barred", None, 0]] * is_barred
        + [[one.code, str(one.community) if one.community else None, one.how_many] for one in verdict.missing],
        "turns": [[str(one.community), one.how_many] for one in turns[:TOLD]],
        "waiting": raters.waiting,
        "together": [
            {"how_many": one.how_many, "communities": [str(place) for place in one.communities]} for one in raters.together
        ],
    }


def _how_many(report: dict[str, Any]) -> list[int]:
    return sorted(one["how_many"] for one in report.get("together", []))
