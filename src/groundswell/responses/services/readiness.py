"""Works out whether a version is ready, from its ratings and who belongs where; no role forces or blocks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    from groundswell.science.bridging import Reach, Turn
    from groundswell.science.bridging import Readiness as Verdict

APART = timedelta(minutes=10)  # between two points of a version's history that say the same of it
TOLD = 3  # communities named as those with whom it could turn


@transaction.atomic
def compute_readiness(*, version: Version, actor: Actor, cause: int | None = None) -> Readiness:
    """Judge a version by its ratings as they stand now and keep the verdict with its reasons."""
    take_turn(f"readiness {version.pk}")  # one judge at a time, so that the newest verdict stands
    line = Campaign.objects.values_list("line", flat=True).get(pk=version.campaign_id)
    raters, barred = raters_of(version), is_barred(version)
    found = _judge(raters, version, line, is_barred=barred)
    verdict, report = found.verdict, _report(found, raters, line, is_barred=barred)
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
    _note(version, found, raters.all, at)
    if (sizes := _how_many(report)) and sizes != _how_many(before.report if before else {}):
        came = RatingsCameTogether(response=version.response_id, how_many=sum(sizes))
        record(came, actor=actor, subject=version, cause=cause)
    if verdict.ready != was_ready:
        event = VersionBecameReady if verdict.ready else VersionFellShort
        told = event(response=version.response_id, story=version.response.story_id, score=verdict.score)
        record(told, actor=actor, subject=version, cause=cause)
    return readiness


def _note(version: Version, found: _Found, raters: int, at: datetime) -> None:
    """Add to the version's history: while ratings come in by the second, one row says where the last minutes led."""
    verdict = found.verdict
    last = Standing.objects.filter(version=version).order_by("at").last()
    now_so = {"score": verdict.score, "raters": raters, "ready": verdict.ready, "shares": found.spread}
    if last is not None and all(getattr(last, name) == value for name, value in now_so.items()):
        return
    if last is not None and last.ready == verdict.ready and at - last.at < APART:
        last.score, last.raters, last.shares = verdict.score, raters, found.spread
        last.save(update_fields=["score", "raters", "shares"])
        return
    Standing.objects.create(campaign_id=version.campaign_id, version=version, at=at, **now_so)


@dataclass(frozen=True, slots=True)
class _Found:
    """A verdict with what would turn it, either way, and how far each community that counts probably approves."""

    verdict: Verdict
    turns: Sequence[Turn]
    reaches: Sequence[Reach]
    spread: list[list[Any]]


def _judge(raters: Raters, version: Version, line: float, *, is_barred: bool) -> _Found:
    from groundswell.science import bridging  # numpy and scipy stay out of the web process

    given = (list(raters.approval), list(raters.approval.values()), raters.belongs)
    history = earlier_ratings(version)
    verdict = bridging.readiness(*given, line=line, history=history)
    counts = {one.community for one in verdict.shares if one.counts}
    spread = [
        [str(one.community), one.n, *(round(bound, 4) for bound in (one.lower, one.likely, one.upper))]
        for one in bridging.intervals(*given)
        if one.community in counts
    ]
    if is_barred:
        return _Found(replace(verdict, ready=False), (), (), spread)
    turns = bridging.turning(*given, line=line) if verdict.ready else ()
    reaches = () if verdict.ready else bridging.reaching(*given, line=line, history=history)
    return _Found(verdict, turns, reaches, spread)


@transaction.atomic
def bar_version(*, version: Version, actor: Actor) -> None:
    """Take the mark of a version that may not be ready any more, at once and without reckoning; nothing else changes."""
    take_turn(f"readiness {version.pk}")
    found = Readiness.objects.filter(version=version, ready=True).first()
    if found is None or not is_barred(version):
        return
    found.ready, found.ready_since, found.computed_at = False, None, now()
    found.report = {**found.report, "missing": [["barred", None, 0], *found.report["missing"]], "turns": []}
    found.save(update_fields=["ready", "ready_since", "computed_at", "report"])
    last = Standing.objects.filter(version=version).order_by("at").last()
    told = {"score": found.score, "raters": found.report["raters"], "shares": last.shares if last else []}
    Standing.objects.create(campaign_id=version.campaign_id, version=version, at=now(), ready=False, **told)
    event = VersionFellShort(response=version.response_id, story=version.response.story_id, score=found.score)
    record(event, actor=actor, subject=version)


def _report(found: _Found, raters: Raters, line: float, *, is_barred: bool) -> dict[str, Any]:
    verdict = found.verdict
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
        "turns": [[str(one.community), one.how_many] for one in found.turns[:TOLD]],
        "reaches": [[str(one.community) if one.community else None, one.how_many] for one in found.reaches],
        "waiting": raters.waiting,
        "together": [
            {"how_many": one.how_many, "communities": [str(place) for place in one.communities]} for one in raters.together
        ],
    }


def _how_many(report: dict[str, Any]) -> list[int]:
    return sorted(one["how_many"] for one in report.get("together", []))
