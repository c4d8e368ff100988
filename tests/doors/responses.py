"""The doors of answers: Cleo's draft, Cleo's published answer, and what Ben adopted for Ferry Street."""

from __future__ import annotations

from typing import Any

from groundswell.communities.services import start_thread
from groundswell.responses.models import Response
from groundswell.responses.services import keep_apart, open_draft
from tests import stages
from tests.cast import Cast
from tests.doors import Make


def _draft(cast: Cast) -> dict[str, Any]:
    return {"response": stages.started(cast).pk}


def _answer(cast: Cast) -> dict[str, Any]:
    return {"response": stages.published(cast).response_id}


def _version(cast: Cast) -> dict[str, Any]:
    return {**_answer(cast), "number": 1}


def _two_versions(cast: Cast) -> dict[str, Any]:
    before = stages.ready(cast)
    return {"before": before.pk, "after": stages.second_version(cast, before).pk}


def _ready(cast: Cast) -> dict[str, Any]:
    return {"response": stages.ready(cast).response_id, "number": 1}


def _story(cast: Cast) -> dict[str, Any]:
    return {"story": stages.story(cast).pk}


def _channel(cast: Cast) -> dict[str, Any]:
    return {**_version(cast), "channel": "sms"}


def _challenge(cast: Cast) -> dict[str, Any]:
    return {"challenge": stages.challenged(cast).pk}


def _question(cast: Cast) -> dict[str, Any]:
    return {"question": stages.asked(cast).pk}


def _merge(cast: Cast) -> dict[str, Any]:
    """Ada's fork, to go into Cleo's answer: hers to take, for everybody else to propose."""
    first = stages.published(cast)
    return {"response": stages.forked(cast, first).response_id, "number": 1, "target": first.response_id}


def _proposal(cast: Cast) -> dict[str, Any]:
    return {"proposal": stages.proposed(cast).pk}


def _ada(cast: Cast) -> dict[str, Any]:
    assert cast.ada.member
    return {"member": str(cast.ada.member.pk)}


def _letter(cast: Cast) -> dict[str, Any]:
    return {"correspondence": stages.written(cast).correspondence_id}


def _post(cast: Cast) -> dict[str, Any]:
    thread = start_thread(community=cast.ferry, title="Jars for the samples", text="Ask for them first.", actor=cast.ben.actor)
    return {"post": thread.posts.get().pk}


def _pair(cast: Cast) -> dict[str, Any]:
    """Cleo's answer, and another of hers to the same story."""
    first = stages.ready(cast)
    return {"one": stages.ready_again(cast, "Ask the board twice").response_id, "other": first.response_id}


def _ferry(cast: Cast) -> dict[str, Any]:
    return {"community": cast.ferry.pk}


def _put(cast: Cast) -> dict[str, Any]:
    version = stages.put_into_spanish(cast).version
    return {"response": version.response_id, "number": 1, "language": "es"}


def _open_draft(cast: Cast) -> dict[str, Any]:
    response = stages.started(cast)
    open_draft(response=response, actor=cast.cleo.actor)
    return {"response": response.pk}


def _apart(cast: Cast) -> dict[str, Any]:
    pair = _pair(cast)
    one, other = (Response.objects.get(pk=pair[name]) for name in ("one", "other"))
    keep_apart(one=one, other=other, actor=cast.cleo.actor)
    return pair


ARGUMENTS: dict[str, Make] = {
    "responses:changed": _version,
    "responses:alike": _pair,
    "responses:keep_apart": _pair,
    "responses:lift_apart": _apart,
    "responses:of_community": _ferry,
    "responses:adopted_line": lambda cast: {"adoption": stages.adopted(cast).pk},
    "responses:start_from_post": _post,
    "responses:take_up_post": _post,
    "responses:start": _story,
    "responses:of_story": _story,
    "responses:answer": _answer,
    "responses:answer of a draft": _draft,
    "responses:edit": _draft,
    "responses:read_along": _draft,
    "responses:read_along of an open draft": _open_draft,
    "responses:let_read_along": _draft,
    "responses:proposed": _draft,
    "responses:answer_proposal": _proposal,
    "responses:authors": _draft,
    "responses:invite_author": _draft,
    "responses:publish_version": _draft,
    "responses:version": _version,
    "responses:compare": _two_versions,
    "responses:ratings": _version,
    "responses:readiness": _version,
    "responses:fork_version": _version,
    "responses:rate_version": _version,
    "responses:adopt_version": _ready,
    "responses:let_links_through": _version,
    "responses:variants": _channel,
    "responses:in_language": _put,
    "responses:write_variant": _channel,
    "responses:history": _version,
    "responses:lineage": _answer,
    "responses:merge_targets": _version,
    "responses:merge_version": _merge,
    "responses:propose_edit": _version,
    "responses:proposal": _proposal,
    "responses:decline_proposal": _proposal,
    "responses:question": _question,
    "responses:start_from_question": _question,
    "responses:challenge": _challenge,
    "responses:challenge_version": _version,
    "responses:take_down_version": _version,
    "responses:answer_challenge": _challenge,
    "responses:settle_challenge": _challenge,
    "responses:paper": _version,
    "responses:preview": _version,
    "responses:letters": _answer,
    "responses:write_letter": _answer,
    "responses:correspondence": _letter,
    "responses:answer_letter": _letter,
    "responses:change_variant": lambda cast: {"variant": stages.said(cast).pk},
    "responses:end_adoption": lambda cast: {"adoption": stages.adopted(cast).pk},
}
FORMS: dict[str, Make] = {
    "responses:let_read_along": lambda cast: {"open": "1"},
    "responses:read_along of an open draft": lambda cast: {"title": "Ask for the readings first"},
    "responses:answer_proposal": lambda cast: {"do": "take"},
    "responses:start": lambda cast: {"title": "Ask for the samples"},
    "responses:start_from_question": lambda cast: {"title": "Ask for the samples"},
    "responses:invite_author": _ada,
    "responses:publish_version": lambda cast: {"revision": "1"},
    "responses:merge_version": lambda cast: {"revision": "1"},
    "responses:propose_edit": lambda cast: {"title": "Ask for the readings first", "revision": "1"},
    "responses:proposal": lambda cast: {"revision": "1"},
    "responses:decline_proposal": lambda cast: {"words": "We need the second part."},
    "responses:rate_version": lambda cast: {"value": "yes"},
    "responses:adopt_version": lambda cast: {"community": str(cast.ferry.pk)},
}
