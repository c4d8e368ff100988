"""Describes what people write in this room to those who look after it, and to the pages that name what one may do."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Report
from groundswell.communities.moderation import Thing
from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.people import things
from groundswell.responses.draft_policies import looked_after_by
from groundswell.responses.models import (
    Adoption,
    Challenge,
    Correspondence,
    Letter,
    Question,
    Rating,
    Response,
    Variant,
    Version,
    WorkingCopy,
)
from groundswell.responses.policies import (
    adoptions_visible_to,
    challenges_visible_to,
    correspondences_visible_to,
    questions_visible_to,
    ratings_visible_to,
    variants_visible_to,
    versions_visible_to,
    visible_to,
    working_copies_visible_to,
)


def versions(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Versions: the hosts of the community for which an answer was begun look after it, else the stewards.

    Of what was taken down as against the law not even the title is repeated.
    """
    found = versions_visible_to(actor, Version.objects.filter(pk__in=ids)).select_related("response")
    down = {key for key, hiding in hidden(ids).items() if hiding.by_law}
    named = {one: _("An answer that was taken down") for one in down}
    return {one.pk: _thing(one, named.get(one.pk, one.title), written_by=one.published_by_id) for one in found}


def ratings(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Reasons given with ratings; whose they are is told to nobody."""
    found = ratings_visible_to(actor, Rating.objects.filter(pk__in=ids)).exclude(reason="")
    return {one.pk: _thing(one.version, one.reason, "ratings") for one in found.select_related("version__response")}


def adoptions(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """What communities say in their own words; their own hosts look after that."""
    found = adoptions_visible_to(actor, Adoption.objects.filter(pk__in=ids)).exclude(words="")
    return {
        one.pk: _thing(one.version, one.words[:120], "adopted", community_id=one.community_id, written_by=one.adopted_by_id)
        for one in found.select_related("version__response")
    }


def variants(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Words for one channel; whoever looks after the answer looks after them."""
    found = variants_visible_to(actor, Variant.objects.filter(pk__in=ids)).select_related("version__response")
    return {one.pk: _thing(one.version, one.text[:120], "variants", written_by=one.written_by_id) for one in found}


def challenges(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Challenges and what was answered to them."""
    found = challenges_visible_to(actor, Challenge.objects.filter(pk__in=ids)).select_related("version__response")
    return {one.pk: _thing(one.version, one.reason[:120], "challenges", written_by=one.raised_by_id) for one in found}


def questions(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Questions belong to the whole campaign."""
    found = questions_visible_to(actor, Question.objects.filter(pk__in=ids))
    return {one.pk: Thing(one.title, "responses:question", (one.pk,), written_by=one.asked_by_id) for one in found}


def letters(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Letters, to those they are between; a steward reads one while a report on it waits, and that one alone."""
    between = Letter.objects.filter(correspondence__in=correspondences_visible_to(actor, Correspondence.objects.all()))
    found = list(between.filter(pk__in=ids).select_related("correspondence"))
    rest = set(ids) - {one.pk for one in found} if actor.is_steward else set()
    open_reports = Report.objects.filter(subject_type="responses.Letter", settled_at__isnull=True)
    reported = set(open_reports.filter(subject_id__in=rest).values_list("subject_id", flat=True)) if rest else set()
    found += Letter.objects.filter(pk__in=reported).select_related("correspondence") if reported else []
    return {
        one.pk: Thing(one.text, "responses:answer", (one.correspondence.response_id,), written_by=one.member_id)
        for one in found
    }


def drafts(actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Thing]:
    """Open drafts: whoever looks after the answer looks after them; a closed one is its authors' own again."""
    found = list(looked_after_by(actor, WorkingCopy.objects.filter(pk__in=ids)).select_related("response"))
    covering = hidden([key for one in found for key in (one.pk, one.response_id, one.response.newest_id) if key])
    down = {key for key, hiding in covering.items() if hiding.by_law}
    return {
        one.pk: Thing(
            _("An answer that was taken down") if down & {one.pk, one.response_id, one.response.newest_id} else one.title,
            "responses:read_along",
            (one.response_id,),
            community_id=one.response.community_id,
            written_by=one.changed_by_id,
        )
        for one in found
    }


def answers(campaign: Campaign, actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, things.Thing]:
    """Answers that somebody may write on, for the page that lists one's roles."""
    found = visible_to(actor, Response.objects.filter(pk__in=ids)).select_related("newest")
    drafts = working_copies_visible_to(actor, WorkingCopy.objects.filter(response__in=ids, response__newest=None))
    begun = dict(drafts.values_list("response_id", "title"))
    return {one.pk: _as_thing(campaign, one, begun) for one in found}


def _as_thing(campaign: Campaign, response: Response, begun: Mapping[uuid.UUID, str]) -> things.Thing:
    """What is published leads to its page, what somebody writes on to where it is written."""
    if response.newest:
        return things.Thing(response.newest.title, address(campaign, "responses:answer", response.pk))
    page = "responses:edit" if response.pk in begun else "responses:answer"
    return things.Thing(begun.get(response.pk) or _("a draft"), address(campaign, page, response.pk))


def _thing(
    version: Version,
    title: str,
    anchor: str = "",
    *,
    community_id: uuid.UUID | None = None,
    written_by: uuid.UUID | None = None,
) -> Thing:
    return Thing(
        title=title,
        page="responses:version",
        args=(version.response_id, version.number),
        anchor=anchor,
        community_id=community_id or version.response.community_id,
        written_by=written_by,
    )
