"""Pages on which answers are begun and written."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities.selectors import communities_of
from groundswell.kit.errors import not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.ids import uuid7
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.people.selectors import member_at
from groundswell.responses import services
from groundswell.responses.content import around
from groundswell.responses.forms import ForkForm, InviteForm, StartForm, WritingForm
from groundswell.responses.models import Question, Response, WorkingCopy
from groundswell.responses.selectors.alike import alike_to
from groundswell.responses.selectors.along import beside
from groundswell.responses.selectors.asking import question_at
from groundswell.responses.selectors.finding import version_at, working_copy_of
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.selectors.writing import authors_of, desk, possible_authors
from groundswell.responses.shared_text import LIMITS
from groundswell.strategy.selectors import pillars
from groundswell.wire.models import Story
from groundswell.wire.selectors import story_at

# What the second word of a pressed button leads on to; "Save" alone leads back to writing.
ONWARD = {"publish": "responses:publish_version", "ask": "responses:authors"}


@members_only
def start(request: CampaignRequest, story: UUID) -> HttpResponse:
    """Begin an answer to a story with its first words."""
    return _begin(request, story=story_at(request.actor, story))


@members_only
def start_from_question(request: CampaignRequest, question: UUID) -> HttpResponse:
    """Begin an answer to what people ask."""
    return _begin(request, question=question_at(question, request.actor))


@members_only
def edit(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Write on; when somebody else saved in between, show both texts."""
    copy = gathered(request, response)
    form = _writing_form(request, copy)
    if form.is_bound and form.is_valid() and (saved := attempt(form, lambda: _save(request, form, copy))):
        return _onward(request, saved.response_id, is_open=saved.opened_at is not None)
    conflict = status_of(form) == 409
    if conflict:
        form.take_over(copy.revision)
    at_desk = desk(copy, form.pillars, beside(copy, request.actor))
    told = {"form": form, "desk": at_desk, "conflict": conflict, "limits": LIMITS, "same": alike_to(copy, request.actor)}
    return render(request, "responses/edit.html", told, status=status_of(form))


@members_only
def authors(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Show who writes an answer, and look for somebody to write along."""
    copy = working_copy_of(response, request.actor)
    search = request.GET.get("name", "")[:80].strip()
    found = possible_authors(search, response, request.actor)
    told = {"copy": copy, "authors": authors_of(response), "search": search, "found": found}
    return render(request, "responses/authors.html", told)


@require_POST
@members_only
def invite_author(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Let another member write along."""
    copy, form = working_copy_of(response, request.actor), InviteForm(request.POST)
    member = member_at(request.actor, form.cleaned_data["member"]) if form.is_valid() else not_here()
    services.invite_author(response=copy.response, member=member, actor=request.actor)
    messages.success(request, _("%(name)s writes along from now on.") % {"name": member.display_name})
    return redirect(address(request.campaign, "responses:authors", response))


@require_POST
@members_only
def fork_version(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Make a version one's own; the key on the form makes a second press harmless."""
    version, form = version_at(response, number, request.actor), ForkForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    fork = services.fork_version(version=version, key=key, actor=request.actor)
    messages.success(request, _("This is your own copy now. Where its words come from is kept with it."))
    return redirect(address(request.campaign, "responses:edit", fork.pk))


def gathered(request: CampaignRequest, response: UUID) -> WorkingCopy:
    """Return the draft with all that is written together in it."""
    copy = working_copy_of(response, request.actor)
    services.gather_shared(response=copy.response, actor=request.actor)
    copy.refresh_from_db(fields=["title", "summary", "body", "revision", "changed_by", "changed_at", "opened_at"])
    return copy


def _begin(request: CampaignRequest, *, story: Story | None = None, question: Question | None = None) -> HttpResponse:
    form = _start_form(request)
    if form.is_bound and form.is_valid() and (begun := attempt(form, lambda: _start(request, form, story, question))):
        return _onward(request, begun.pk)
    told = {"form": form, "story": story, "question": question}
    return render(request, "responses/start.html", told, status=status_of(form))


def _start_form(request: CampaignRequest) -> StartForm:
    return StartForm(
        request.POST if request.method == "POST" else None,
        pillars=list(pillars(request.campaign)),
        communities=communities_of(request.actor),
        spoken=request.campaign.languages,
        initial={"key": uuid7()},
    )


def _start(request: CampaignRequest, form: StartForm, story: Story | None, question: Question | None) -> Response:
    return services.start_response(
        story=story,
        question=question,
        content=form.content(),
        community=form.cleaned_data["community"],
        language=form.cleaned_data["language"],
        key=form.cleaned_data["key"],
        actor=request.actor,
    )


def _writing_form(request: CampaignRequest, copy: WorkingCopy) -> WritingForm:
    return WritingForm(
        request.POST if request.method == "POST" else None,
        pillars=list(pillars(request.campaign)),
        content=words_of_copy(copy),
        initial={"revision": copy.revision, "around": around(words_of_copy(copy))},
    )


def _save(request: CampaignRequest, form: WritingForm, copy: WorkingCopy) -> WorkingCopy:
    content, revision = form.content(), form.cleaned_data["revision"] or 0
    if form.cleaned_data["together"]:
        content = replace(content, title=copy.title, summary=copy.summary, body=copy.body)
        if form.cleaned_data["around"] == around(words_of_copy(copy)):
            revision = copy.revision  # only what is written together went on since, and nothing of that is sent here
    return services.save_working_copy(
        response=copy.response,
        content=content,
        revision=revision,
        actor=request.actor,
    )


def _onward(request: CampaignRequest, response: UUID, *, is_open: bool = False) -> HttpResponse:
    """Lead on to reading it through, to asking someone, or back to writing."""
    if onward := ONWARD.get(request.POST.get("then", "")):
        return redirect(address(request.campaign, onward, response))
    if is_open:
        messages.success(request, _("Saved. Members read along; it is published when you publish it."))
    else:
        messages.success(request, _("Saved. Only its authors see it until it is published."))
    return redirect(address(request.campaign, "responses:edit", response))
