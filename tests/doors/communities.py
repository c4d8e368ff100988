"""The doors of communities: Ferry Street, which Ben hosts; what is looked after is a tactic of Ferry Street."""

from __future__ import annotations

from typing import Any

from groundswell.communities.services import enter_community, found_community, step_down
from tests.cast import Cast
from tests.doors import Make
from tests.doors.strategy import proposed


def _ferry(cast: Cast) -> dict[str, Any]:
    return {"slug": cast.ferry.slug}


def _asleep(cast: Cast) -> dict[str, Any]:
    step_down(community=cast.ferry, actor=cast.ben.actor)
    return _ferry(cast)


def _who_asks(cast: Cast) -> dict[str, Any]:
    choir = found_community(name="Choir of St Brannoc", entry="request", actor=cast.ben.actor)
    enter_community(community=choir, actor=cast.ada.actor)
    assert cast.ada.member
    return {"slug": choir.slug, "member": cast.ada.member.pk}


def _cleo(cast: Cast) -> dict[str, Any]:
    assert cast.cleo.member
    return {**_ferry(cast), "member": cast.cleo.member.pk}


def _said_of_itself(cast: Cast) -> dict[str, Any]:
    return {"subject_type": "communities.Community", "subject_id": cast.ferry.pk}


def _said_in_ferry(cast: Cast) -> dict[str, Any]:
    return {"subject_type": "strategy.TacticRevision", "subject_id": proposed(cast).revisions.get().pk}


ARGUMENTS: dict[str, Make] = {
    "communities:community": _ferry,
    "communities:describe_community": _ferry,
    "communities:reports": _ferry,
    "communities:log": _ferry,
    "communities:members": _ferry,
    "communities:enter_community": _ferry,
    "communities:leave_community": _ferry,
    "communities:step_down": _ferry,
    "communities:wake_community": _asleep,
    "communities:let_in": _who_asks,
    "communities:turn_away": _who_asks,
    "communities:add_host": _cleo,
    "communities:hand_over": _cleo,
    "communities:report": _said_of_itself,
    "communities:report of a tactic": _said_in_ferry,
    "communities:look_after": _said_in_ferry,
    "communities:look_after what a community says of itself": _said_of_itself,
}
