"""One post: where it stands, changing it, what it said before, taking it back, letting it through; and polls."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities import services, shown_threads
from groundswell.communities.models import Post
from groundswell.communities.policies import can_change_post, can_write_post
from groundswell.communities.selectors import is_in
from groundswell.communities.selectors.polls import poll_at
from groundswell.communities.selectors.threads import post_at, thread_at, words_of
from groundswell.communities.thread_forms import EditForm, PollForm, VoteForm, of_post
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.ids import uuid7
from groundswell.people.requests import CampaignRequest, members_only


def _to(request: CampaignRequest, post: Post) -> HttpResponse:
    """Lead to where a post stands in its thread."""
    page = address(request.campaign, "communities:thread", post.thread_id)
    near_end = post.number is None or post.number > post.thread.post_count - 20
    return redirect(f"{page}#p-{post.pk}" if near_end else f"{page}?after={post.number - 1}#p-{post.pk}")  # type: ignore[operator]


@members_only
def post(request: CampaignRequest, post: uuid.UUID) -> HttpResponse:
    """Lead to a post."""
    return _to(request, post_at(request.actor, post))


@members_only
def edit_post(request: CampaignRequest, post: uuid.UUID) -> HttpResponse:
    """Change what one wrote."""
    found = post_at(request.actor, post)
    allow(can_change_post(request.actor, found) and found.deleted_at is None)
    form = EditForm(request.POST if request.method == "POST" else None, initial=of_post(found, words_of([found])[found.pk]))
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "picked": form.cleaned_data["picked"]}
        if attempt(form, lambda: services.edit_post(post=found, **said, actor=request.actor)):
            return _to(request, found)
    return render(request, "communities/edit_post.html", {"form": form, "post": found}, status=status_of(form))


@members_only
def earlier(request: CampaignRequest, post: uuid.UUID) -> HttpResponse:
    """Show what a post said before."""
    return render(request, "communities/earlier.html", shown_threads.earlier(post_at(request.actor, post)))


@members_only
@require_POST
def delete_post(request: CampaignRequest, post: uuid.UUID) -> HttpResponse:
    """Take back what one wrote; its mark has the undo."""
    return _to(request, services.delete_post(post=post_at(request.actor, post), actor=request.actor))


@members_only
@require_POST
def restore_post(request: CampaignRequest, post: uuid.UUID) -> HttpResponse:
    """Let it stand again."""
    return _to(request, services.restore_post(post=post_at(request.actor, post), actor=request.actor))


@members_only
@require_POST
def let_through(request: CampaignRequest, post: uuid.UUID) -> HttpResponse:
    """Let a post with a link take its place."""
    found = services.let_through(post=post_at(request.actor, post), actor=request.actor)
    messages.success(request, _("It stands in the thread now."))
    return _to(request, found)


@members_only
def start_poll(request: CampaignRequest, thread: uuid.UUID) -> HttpResponse:
    """Put a question to a thread."""
    found = thread_at(request.actor, thread)
    allow(can_write_post(request.actor, is_in=is_in(request.actor, found.community_id)))
    form = PollForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("picked", "key")}
        said |= {"question": form.cleaned_data["text"], "options": form.lines(), "closes_at": form.closes_at()}
        if poll := attempt(form, lambda: services.start_poll(thread=found, **said, actor=request.actor)):
            return _to(request, poll.post)
    return render(request, "communities/start_poll.html", {"form": form, "thread": found}, status=status_of(form))


@members_only
@require_POST
def vote_in_poll(request: CampaignRequest, poll: uuid.UUID) -> HttpResponse:
    """Say yes to some options."""
    found = poll_at(request.actor, poll)
    form = VoteForm(request.POST, poll=found)
    allow(form.is_valid())  # an option that is not there is no vote, and no vote taken back either
    services.vote_in_poll(poll=found, options=form.cleaned_data["options"], actor=request.actor)
    messages.success(request, _("Your vote counts. You can change it until the poll closes."))
    return _to(request, found.post)


@members_only
@require_POST
def close_poll(request: CampaignRequest, poll: uuid.UUID) -> HttpResponse:
    """End a poll before its time."""
    found = poll_at(request.actor, poll)
    services.close_poll(poll=found, actor=request.actor)
    return _to(request, found.post)
