"""The doors of communities: Ferry Street, which Ben hosts; what is looked after is a tactic of Ferry Street."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from groundswell.communities.models import Post, Thread
from groundswell.communities.services import (
    delete_post,
    enter_community,
    found_community,
    start_poll,
    start_thread,
    step_down,
    write_post,
)
from groundswell.kit.clock import now
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


def _begun(cast: Cast) -> Thread:
    return start_thread(community=cast.ferry, title="Jars for the samples", text="Who has six?", actor=cast.ben.actor)


def _thread(cast: Cast) -> dict[str, Any]:
    return {"thread": _begun(cast).pk}


def _inner(cast: Cast) -> dict[str, Any]:
    choir = found_community(name="Choir of St Brannoc", entry="request", actor=cast.ben.actor)
    return {"thread": start_thread(community=choir, title="Tenors", text="We need two.", actor=cast.ben.actor).pk}


def _by_cleo(cast: Cast) -> Post:
    return write_post(thread=_begun(cast), text="I have six.", actor=cast.cleo.actor)


def _post(cast: Cast) -> dict[str, Any]:
    return {"post": _by_cleo(cast).pk}


def _taken_back(cast: Cast) -> dict[str, Any]:
    return {"post": delete_post(post=_by_cleo(cast), actor=cast.cleo.actor).pk}


def _waiting(cast: Cast) -> dict[str, Any]:
    return {"post": write_post(thread=_begun(cast), text="https://jars.example/", actor=cast.cleo.actor).pk}


def _poll(cast: Cast) -> dict[str, Any]:
    asked = {"question": "Which day?", "options": ["Sunday", "Monday"], "closes_at": now() + timedelta(days=1)}
    return {"poll": start_poll(thread=_begun(cast), actor=cast.cleo.actor, **asked).pk}


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
    "communities:threads": _ferry,
    "communities:start_thread": _ferry,
    "communities:names": _ferry,
    "communities:thread": _thread,
    "communities:thread by request": _inner,
    "communities:write_post": _thread,
    "communities:start_poll": _thread,
    "communities:tend_thread": lambda cast: {**_thread(cast), "move": "close"},
    "communities:post": _post,
    "communities:edit_post": _post,
    "communities:earlier": _post,
    "communities:delete_post": _post,
    "communities:restore_post": _taken_back,
    "communities:let_through": _waiting,
    "communities:post that waits": _waiting,
    "communities:vote_in_poll": _poll,
    "communities:close_poll": _poll,
    "communities:look_after": _said_in_ferry,
    "communities:look_after what a community says of itself": _said_of_itself,
}
