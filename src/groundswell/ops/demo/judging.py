"""The demo's juries: one that has said its word, and one that sits; drawn by lot like any other, so nobody knows beforehand."""

from __future__ import annotations

from functools import partial
from typing import Any

from groundswell.juries.models import Jury, Seat
from groundswell.juries.services import answer_as_juror, call_missing_juries, draw_jury, forget_jurors
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town
from groundswell.people.selectors import present_actor
from groundswell.responses.models import Challenge
from groundswell.responses.services import answer_challenge, challenge_version


def judge(town: Town) -> None:
    """Let every challenge that goes to a jury be raised at its time."""
    for one in read("juries")["juries"]:
        town.on(one["ago"], partial(_challenge, town, one))


def _challenge(town: Town, one: dict[str, Any]) -> None:
    version = town.versions[one["answer"]]
    words = {"kind": one["kind"], "reason": one["reason"], "url": one["url"]}
    challenge = challenge_version(version=version, actor=town.actor(one["who"]), **words)
    (jury,) = call_missing_juries(version=version, actor=town.machine)
    town.on(one["replied"], partial(_reply, town, challenge, one["reply"]))
    town.on(one["drawn"], partial(_draw, town, jury, one))


def _reply(town: Town, challenge: Challenge, words: str) -> None:
    writer = challenge.version.published_by
    assert writer is not None
    answer_challenge(challenge=challenge, answer=words, actor=present_actor(town.campaign.pk, writer.account_id))


def _draw(town: Town, jury: Jury, one: dict[str, Any]) -> None:
    """Draw it (by then the wire has brought something new, which gives the seed), and let those who were drawn answer."""
    draw_jury(jury=jury, actor=town.machine)
    seats = jury.seats.filter(left_at=None).select_related("jury", "member").order_by("label")
    for seat, (verdict, ago, reason) in zip(seats, one["said"], strict=False):
        town.on(ago, partial(_answer, town, seat, verdict, reason))
    if "forgotten" in one:
        town.on(one["forgotten"], partial(forget_jurors, jury=jury, actor=town.machine))


def _answer(town: Town, seat: Seat, verdict: str, reason: str) -> None:
    assert seat.member is not None
    actor = present_actor(town.campaign.pk, seat.member.account_id)
    answer_as_juror(seat=seat, verdict=verdict, reason=reason, actor=actor)
