"""Beginning an answer from a post in a thread of a community."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities.models import Post
from groundswell.communities.selectors import communities_of
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.ids import uuid7
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import StartFromPostForm
from groundswell.responses.models import Response
from groundswell.responses.selectors.asking import question_at
from groundswell.responses.selectors.from_posts import ASKS, can_be_answered, spoken_of, standing_post, words_from
from groundswell.responses.views.writing import ONWARD
from groundswell.strategy.selectors import pillars
from groundswell.wire.selectors import story_at


@members_only
def start_from_post(request: CampaignRequest, post: UUID) -> HttpResponse:
    """Begin an answer with the words of a post; what it answers is chosen with it."""
    found = standing_post(request.actor, post)
    form = _form(request, found)
    if form.is_bound and form.is_valid() and (begun := attempt(form, lambda: _start(request, form, found))):
        then = ONWARD.get(request.POST.get("then", ""), "responses:edit")
        return redirect(address(request.campaign, then, begun.pk))
    return render(request, "responses/start_from_post.html", {"form": form, "post": found}, status=status_of(form))


@require_POST
@members_only
def take_up_post(request: CampaignRequest, post: UUID) -> HttpResponse:
    """Begin an answer with the words of a post, in one press; where it speaks of no story, choose first what it answers."""
    found = standing_post(request.actor, post)
    story = spoken_of(request.actor, found)
    if story is None:  # a question of its own is public at once, and the thread's title was its members'
        return redirect(address(request.campaign, "responses:start_from_post", found.pk))
    begun = services.take_up_post(post=found, story=story, actor=request.actor)
    messages.success(request, _("Begun with the words of the post. Whoever wrote them is named among its authors."))
    return redirect(address(request.campaign, "responses:edit", begun.pk))


def _form(request: CampaignRequest, post: Post) -> StartFromPostForm:
    return StartFromPostForm(
        request.POST if request.method == "POST" else None,
        pillars=list(pillars(request.campaign)),
        communities=communities_of(request.actor),
        about=can_be_answered(request.actor, post),
        content=words_from(post),
        initial={"key": uuid7(), "community": post.thread.community_id},
    )


def _start(request: CampaignRequest, form: StartFromPostForm, post: Post) -> Response:
    kind, _sign, key = form.cleaned_data["about"].partition(":")
    return services.start_from_post(
        post=post,
        story=story_at(request.actor, UUID(key)) if kind == "story" else None,
        question=question_at(UUID(key), request.actor) if kind == "question" else None,
        content=form.content(),
        community=form.cleaned_data["community"],
        key=form.cleaned_data["key"],
        asks=kind == ASKS,
        actor=request.actor,
    )
