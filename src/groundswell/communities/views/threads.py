"""Threads of a community: their list, one of them with the place to write, starting and tending one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities import selectors, services, shown_threads
from groundswell.communities.models import Post, Thread
from groundswell.communities.policies import can_tend_thread, can_write_post
from groundswell.communities.selectors.naming import offered
from groundswell.communities.selectors.threads import thread_at
from groundswell.communities.services.threads import TENDED
from groundswell.communities.thread_forms import PostForm, TendForm, ThreadForm
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.ids import uuid7
from groundswell.people.requests import CampaignRequest, members_only


@members_only
def threads(request: CampaignRequest, slug: str) -> HttpResponse:
    """Show the threads of a community; a page that follows them asks for their part alone."""
    found = selectors.community_at(request.campaign, slug, request.actor)
    template = "communities/_threads.html" if request.headers.get("HX-Request") else "communities/threads.html"
    return render(request, template, shown_threads.threads(found, request.actor, request.GET))


@members_only
def start_thread(request: CampaignRequest, slug: str) -> HttpResponse:
    """Start a thread."""
    found = selectors.community_at(request.campaign, slug, request.actor)
    allow(can_write_post(request.actor, is_in=selectors.is_in(request.actor, found.pk)))
    form = ThreadForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "text", "picked", "key")}
        if begun := attempt(form, lambda: services.start_thread(community=found, **said, actor=request.actor)):
            return redirect(address(request.campaign, "communities:thread", begun.pk))
    return render(request, "communities/start_thread.html", {"form": form, "community": found}, status=status_of(form))


@members_only
def thread(request: CampaignRequest, thread: uuid.UUID) -> HttpResponse:
    """Show a thread; what is shown counts as read."""
    return _page(request, thread_at(request.actor, thread), PostForm(initial={"key": uuid7()}))


@members_only
@require_POST
def write_post(request: CampaignRequest, thread: uuid.UUID) -> HttpResponse:
    """Write in a thread; what was refused is shown with its reason, below the thread."""
    found, form = thread_at(request.actor, thread), PostForm(request.POST)
    if form.is_valid() and (post := attempt(form, lambda: _write(request, found, form))):
        if post.number is None:
            messages.info(
                request, _("You are new here, so a host looks at posts with links first. Yours is waiting, not lost.")
            )
        return redirect(f"{address(request.campaign, 'communities:thread', found.pk)}#p-{post.pk}")
    return _page(request, found, form)


@members_only
def tend_thread(request: CampaignRequest, thread: uuid.UUID, move: str) -> HttpResponse:
    """Close, open, pin or unpin a thread, with the reason that everyone can read."""
    found = thread_at(request.actor, thread)
    allow(move in TENDED and can_tend_thread(request.actor, found.community))
    form = TendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.tend_thread(thread=found, move=move, reason=reason, actor=request.actor)):
            messages.success(request, _("Done. It is on the public log."))
            return redirect(address(request.campaign, "communities:thread", found.pk))
    told = {"form": form, "thread": found, "move": move}
    return render(request, "communities/tend_thread.html", told, status=status_of(form))


@members_only
def names(request: CampaignRequest, slug: str) -> HttpResponse:
    """Show a few of those in a community whose name begins so: for whoever types one."""
    found = selectors.community_at(request.campaign, slug, request.actor)
    allow(can_write_post(request.actor, is_in=selectors.is_in(request.actor, found.pk)))
    return render(request, "communities/_names.html", {"members": offered(found.pk, request.GET.get("q", ""))})


def _write(request: CampaignRequest, thread: Thread, form: Form) -> Post:
    key = form.cleaned_data["answers"]
    answered = shown_threads.quoted(thread, str(key)) if key else None
    return services.write_post(
        thread=thread,
        text=form.cleaned_data["text"],
        answers=answered[0] if answered else None,
        picked=form.cleaned_data["picked"],
        key=form.cleaned_data["key"],
        actor=request.actor,
    )


def _page(request: CampaignRequest, found: Thread, form: Form) -> HttpResponse:
    told = shown_threads.thread(found, request.actor, request.GET)
    services.note_seen(thread=found, number=shown_threads.newly_seen(told["posts"]), actor=request.actor)
    if request.headers.get("HX-Request") and not form.is_bound:
        return render(request, "communities/_posts.html", told)
    asked = str(form["answers"].value() or request.GET.get("answer", ""))
    told |= {"form": form, "answered": shown_threads.quoted(found, asked) if asked else None}
    return render(request, "communities/thread.html", told, status=status_of(form))
