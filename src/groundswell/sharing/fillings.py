"""What this room shows on the pages of answers and communities: the members' button, the chain, what followed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from groundswell.communities.models import Community
from groundswell.communities.selectors import community_ids_of
from groundswell.communities.selectors.alike import Alike
from groundswell.kit.live import Fragment, Happened, room
from groundswell.responses.models import Adoption, Response
from groundswell.responses.selectors.marks import marks_of
from groundswell.sharing.selectors.chains import chain_of
from groundswell.sharing.selectors.links import own_links
from groundswell.sharing.selectors.outcomes import elsewhere, of_words, outcomes_of, working_for


def pass_on(request: HttpRequest, *, response: Response, adoptions: Sequence[Adoption], **given: Any) -> dict[str, Any] | None:
    """Offer a link for each community that adopted the answer and that the member is in."""
    actor = request.actor  # type: ignore[attr-defined]
    inside = community_ids_of(actor) if adoptions else set()
    offered = [one for one in adoptions if one.community_id in inside and one.ended_at is None]
    if not offered:
        return None
    marks = marks_of(one.version_id for one in offered)
    given_up = {one.pk for one in offered if (mark := marks.get(one.version_id)) and mark.verdict == "unfit"}
    own = own_links(actor, offered)
    return {"offers": [(one, own.get(one.pk), one.pk in given_up) for one in offered]}


def chain(request: HttpRequest, *, response: Response, **given: Any) -> dict[str, Any]:
    """Show how far the answer went."""
    return chain_at(response.pk)


def chain_at(response_id: uuid.UUID) -> dict[str, Any]:
    """Return what the part about the chain shows."""
    return {"chain": chain_of(response_id)}


def outcomes(request: HttpRequest, *, response: Response, **given: Any) -> dict[str, Any]:
    """Show what followed where the answer was adopted."""
    return {"outcomes": outcomes_of(response.pk, request.actor)}  # type: ignore[attr-defined]


def working(request: HttpRequest, *, community: Community, alike: Sequence[Alike], **given: Any) -> dict[str, Any] | None:
    """Show what works for communities like one; while nobody knows which these are, what works in others, and says so."""
    actor = request.actor  # type: ignore[attr-defined]
    others = [one.community for one in alike] or elsewhere(community)
    return {"working": working_for(community, others, actor), "knows_alike": bool(alike)}


def followed_words(request: HttpRequest, *, adoptions: Sequence[Adoption], **given: Any) -> dict[str, Any]:
    """Say what followed each of the words that a community uses: two queries for all of them."""
    found = of_words(adoptions, request.actor)  # type: ignore[attr-defined]
    made = {key: render_to_string("sharing/_of_words.html", {"one": one}, request) for key, one in found.items()}
    return {"followed": {key: Markup(html) for key, html in made.items()}}  # noqa: S704 (our own rendered fragment)


def added_rooms(row: Happened) -> list[str]:
    """New sums belong to their answer."""
    return [room("outcomes", row.subject_id)]


def moved_rooms(row: Happened) -> list[str]:
    """A new link moves the chain of its answer."""
    return [room("chain", row.data["response"])]


def moved_fragments(request: HttpRequest, row: Happened) -> list[Fragment]:
    """Draw the chain anew: it is the same for everybody."""
    return _drawn(request, uuid.UUID(row.data["response"]))


def summed_rooms(row: Happened) -> list[str]:
    """New figures belong to their chain."""
    return [room("chain", row.subject_id)]


def summed_fragments(request: HttpRequest, row: Happened) -> list[Fragment]:
    """Say the new figures."""
    return _drawn(request, row.subject_id)


def _drawn(request: HttpRequest, response_id: uuid.UUID) -> list[Fragment]:
    html = render_to_string("sharing/_chain.html", chain_at(response_id), request=request)
    return [Fragment(room("chain", response_id), f"chain-{response_id}", html)]
