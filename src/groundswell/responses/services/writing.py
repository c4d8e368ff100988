"""Starts answers, from a story or from another answer's words, and keeps what their authors write."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.communities.models import Community
from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow, not_here
from groundswell.kit.ids import keyed, uuid7
from groundswell.kit.limits import Limit, spend
from groundswell.people.models import Member
from groundswell.people.selectors import member_of
from groundswell.people.services import grant_role
from groundswell.pulse.kinds import Event
from groundswell.pulse.log import record
from groundswell.responses.content import Content, clean
from groundswell.responses.draft_events import WorkingCopySaved
from groundswell.responses.events import ResponseStarted, VersionForked
from groundswell.responses.models import Hand, Question, Response, Version, WorkingCopy
from groundswell.responses.policies import can_fork_version, can_start_response, can_write
from groundswell.responses.refusals import Stale
from groundswell.responses.selectors.words import words_of_copy, words_of_version
from groundswell.responses.services.cowriting import begin_shared, share_saved
from groundswell.responses.services.sourcing import name_sources
from groundswell.wire.models import Story

STARTS = Limit("start an answer", times=40, seconds=3600)


@transaction.atomic
def start_response(
    *,
    story: Story | None = None,
    question: Question | None = None,
    content: Content,
    community: Community | None = None,
    language: str = "",
    key: uuid.UUID | None = None,
    actor: Actor,
) -> Response:
    """Begin an answer to a story or to a standing question; whoever starts it is its first author.

    It is in the campaign's first language unless another of its languages is named.

    ``key`` is made by the page, so that a form sent twice starts one answer.
    """
    allow(can_start_response(actor))
    about = story or question or not_here()
    content = clean(content)
    if language and language not in about.campaign.languages:
        raise BadInput(_("Choose one of the languages."), field="language")
    if content.is_empty:
        raise BadInput(_("Write the first words, a title or a sentence. The rest can follow."), field="title")
    starter = member_of(actor)
    response = Response(
        id=keyed(key, starter.pk) if key else uuid7(),
        campaign_id=about.campaign_id,
        story=story,
        question=question,
        community=community,
        language=language or about.campaign.language,
        started_by=starter,
        started_at=now(),
    )
    return _begin(response, content, ResponseStarted(story=story.pk if story else None), actor)


@transaction.atomic
def fork_version(*, version: Version, key: uuid.UUID | None = None, actor: Actor) -> Response:
    """Begin an answer of one's own from a published version's words; the credit stays with it for good."""
    allow(can_fork_version(actor, version))
    starter = member_of(actor)
    response = Response(
        id=keyed(key, starter.pk) if key else uuid7(),
        campaign_id=version.campaign_id,
        story_id=version.response.story_id,
        question_id=version.response.question_id,
        forked_from=version,
        language=version.response.language,
        started_by=starter,
        started_at=now(),
    )
    event = VersionForked(story=version.response.story_id, version=version.pk)
    return _begin(response, words_of_version(version), event, actor)


@transaction.atomic
def save_working_copy(*, response: Response, content: Content, revision: int, actor: Actor) -> WorkingCopy:
    """Keep what an author wrote, unless someone saved since ``revision``: then nothing is written and both texts are shown."""
    allow(can_write(actor, response))
    content = clean(content)
    copy = WorkingCopy.objects.select_for_update().get(response=response)
    if words_of_copy(copy) == content:
        return copy  # nothing new, or the same form sent twice
    if copy.revision != revision:
        raise Stale(
            _("Someone else saved this answer while you were writing. Nothing is lost: both texts are below."), copy=copy
        )
    write_copy(copy=copy, content=content, by=actor.member_id, actor=actor)
    record(WorkingCopySaved(revision=copy.revision), actor=actor, subject=response)
    if copy.opened_at is not None:
        name_sources(sources=content.sources, actor=actor)
    return copy


def write_copy(*, copy: WorkingCopy, content: Content, by: uuid.UUID | None, actor: Actor) -> None:
    """Keep words in a working copy that is locked, whichever way they came, and note whose hand it was.

    ``by`` is the member whose words they are, None when they come from another answer.
    """
    _write(copy, content, actor)
    copy.save(update_fields=["title", "summary", "body", "pillars", "sources", "revision", "changed_by", "changed_at"])
    _note_hand(copy)
    share_saved(copy=copy, by=by, actor=actor)


@transaction.atomic
def invite_author(*, response: Response, member: Member, actor: Actor) -> None:
    """Let another member write along, over this answer and nothing else."""
    allow(can_write(actor, response))
    grant_role(member=member, role="author", thing="response", thing_id=response.pk, actor=actor)


def started_already(*, key: uuid.UUID | None, actor: Actor) -> Response | None:
    """Return what the same form, sent twice, started."""
    if key is None or actor.member_id is None:
        return None
    return Response.objects.filter(pk=keyed(key, actor.member_id), started_by_id=actor.member_id).first()


def _begin(response: Response, content: Content, event: Event, actor: Actor) -> Response:
    """Write the answer, its working copy and its first author; the same key sent again finds what it started."""
    if started := Response.objects.filter(pk=response.pk, started_by_id=actor.member_id).first():
        return started
    spend(STARTS, str(actor.member_id))
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:  # the twin of this form came first
        return Response.objects.filter(pk=response.pk, started_by_id=actor.member_id).first() or not_here()
    copy = WorkingCopy(campaign_id=response.campaign_id, response=response, revision=0)
    _write(copy, content, actor)
    copy.save(force_insert=True)
    if response.forked_from_id is None:  # a fork's starter has written nothing yet
        _note_hand(copy)
    begin_shared(copy=copy, actor=actor)
    record(event, actor=actor, subject=response)
    first = machine(response.campaign_id)
    grant_role(member=member_of(actor), role="author", thing="response", thing_id=response.pk, actor=first)
    return response


def _write(copy: WorkingCopy, content: Content, actor: Actor) -> None:
    copy.title, copy.summary, copy.body = content.title, content.summary, content.body
    copy.pillars = [[one.pillar, one.why] for one in content.pillars]
    copy.sources = [[one.title, one.url] for one in content.sources]
    copy.revision += 1
    copy.changed_by_id, copy.changed_at = actor.member_id, now()


def _note_hand(copy: WorkingCopy) -> None:
    Hand.objects.get_or_create(
        campaign_id=copy.campaign_id,
        response_id=copy.response_id,
        member=copy.changed_by,
        defaults={"since": copy.changed_at},
    )
