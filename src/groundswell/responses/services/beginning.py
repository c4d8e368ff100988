"""Begins answers from posts in threads, with the credit kept."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.communities.models import Community, Post
from groundswell.communities.policies import posts_visible_to
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import record
from groundswell.responses.content import Content
from groundswell.responses.events import PostTakenUp
from groundswell.responses.models import Hand, Question, Response
from groundswell.responses.services.writing import start_response, started_already
from groundswell.wire.models import Story


@transaction.atomic
def start_from_post(
    *,
    post: Post,
    story: Story | None = None,
    question: Question | None = None,
    content: Content,
    community: Community | None = None,
    key: uuid.UUID | None = None,
    actor: Actor,
) -> Response:
    """Begin an answer from what somebody wrote in a thread: they are named among its authors; only the starter writes on it."""
    allow(posts_visible_to(actor, Post.objects.filter(pk=post.pk, number__isnull=False, deleted_at__isnull=True)).exists())
    known = started_already(key=key, actor=actor)
    if known is not None:
        return known
    response = start_response(story=story, question=question, content=content, community=community, key=key, actor=actor)
    if post.written_by_id is not None:
        Hand.objects.get_or_create(
            campaign_id=response.campaign_id,
            response=response,
            member_id=post.written_by_id,
            defaults={"since": now()},
        )
    record(PostTakenUp(response=response.pk), actor=actor, subject=post)
    return response
