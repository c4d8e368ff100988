"""Begins answers from posts in threads, with the credit kept."""

from __future__ import annotations

import uuid

from django.db import transaction

from groundswell.communities.models import Community, Post
from groundswell.communities.policies import posts_visible_to
from groundswell.communities.selectors import is_in
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow
from groundswell.pulse.log import record
from groundswell.responses.content import Content
from groundswell.responses.events import PostTakenUp
from groundswell.responses.models import Hand, Question, Response
from groundswell.responses.selectors.from_posts import words_from
from groundswell.responses.services.asking import ask_question
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
    asks: bool = False,
    actor: Actor,
) -> Response:
    """Begin an answer from what somebody wrote in a thread: they are named among its authors; only the starter writes on it.

    ``asks``: it answers what its thread is called, which is a question in public from now on.
    """
    allow(posts_visible_to(actor, Post.objects.filter(pk=post.pk, number__isnull=False, deleted_at__isnull=True)).exists())
    known = started_already(key=key, actor=actor)
    if known is not None:
        return known
    if asks:
        question = ask_question(title=post.thread.title, actor=actor)
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


@transaction.atomic
def take_up_post(*, post: Post, story: Story, actor: Actor) -> Response:
    """Begin an answer with the words of a post, in one press, to the story it speaks of.

    Pressed again, it is the answer that the same member began.
    """
    here = post.thread.community if is_in(actor, post.thread.community_id) else None
    return start_from_post(post=post, story=story, content=words_from(post), community=here, key=post.pk, actor=actor)
