"""Pages of a draft that is open while it is written: reading along, other words for it, and what its authors say to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.along_forms import AnswerForm, DecidedForm, OpenForm, OtherWordsForm
from groundswell.responses.models import Proposal, WorkingCopy
from groundswell.responses.policies import can_decide_proposal, can_write
from groundswell.responses.selectors import along, merging
from groundswell.responses.selectors.finding import working_copy_of
from groundswell.responses.views.writing import gathered


@never_cache
@members_only
def read_along(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Show a draft as it is being written, with a form to propose other words; its authors go where they write."""
    copy = along.draft_read_along(response, request.actor)
    if can_write(request.actor, copy.response):
        return redirect(address(request.campaign, "responses:edit", response))
    shown = along.along(copy, request.actor)
    form = OtherWordsForm(request.POST if request.method == "POST" else None, words=shown.words)
    if form.is_bound and form.is_valid() and (attempt(form, lambda: _proposed(request, form, copy)) is not None):
        messages.success(request, _("Its authors see it now. They take it, or go on with their own words."))
        return redirect(address(request.campaign, "responses:read_along", response))
    return render(request, "responses/read_along.html", {"along": shown, "form": form}, status=status_of(form))


@require_POST
@members_only
def let_read_along(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Open a draft to members, or close it again."""
    copy, form = working_copy_of(response, request.actor), OpenForm(request.POST)
    change = services.open_draft if form.is_valid() and form.cleaned_data["open"] else services.close_draft
    copy = change(response=copy.response, actor=request.actor)
    if request.headers.get("HX-Request"):
        return render(request, "responses/_opened.html", {"copy": copy})
    return redirect(address(request.campaign, "responses:edit", response))


@members_only
def proposed(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Return what waits for those who write a draft, for a page that is open."""
    return _waiting(request, gathered(request, response), _decided_before(request))


@require_POST
@members_only
def answer_proposal(request: CampaignRequest, proposal: UUID) -> HttpResponse:
    """Take what is proposed, or leave it, with one press; where the draft went on in the same words, lead to both sides."""
    found, form = merging.proposal_at(proposal, request.actor), AnswerForm(request.POST)
    copy = gathered(request, found.response_id) if can_decide_proposal(request.actor, found) else not_here()
    if not form.is_valid() or not attempt(form, lambda: _answered(request, form.cleaned_data["do"], found, copy)):
        return _elsewhere(request, address(request.campaign, "responses:proposal", found.pk))
    if request.headers.get("HX-Request"):
        return _waiting(request, copy, found.pk, pressed=True)
    return redirect(address(request.campaign, "responses:edit", found.response_id))


def _waiting(request: CampaignRequest, copy: WorkingCopy, decided: UUID | None, *, pressed: bool = False) -> HttpResponse:
    shown = along.beside(copy, request.actor, decided=decided)
    told = {"copy": copy, "beside": shown, "again": True, "pressed": pressed}
    return render(request, "responses/_proposed.html", told)


def _decided_before(request: CampaignRequest) -> UUID | None:
    form = DecidedForm(request.GET)
    return form.cleaned_data["decided"] if form.is_valid() else None


def _proposed(request: CampaignRequest, form: OtherWordsForm, copy: WorkingCopy) -> Proposal:
    said = form.cleaned_data
    return services.propose_on_draft(
        response=copy.response, before=form.before(), said=said, words=said["words"], actor=request.actor
    )


def _answered(request: CampaignRequest, do: str, found: Proposal, copy: WorkingCopy) -> bool:
    """Do it; False where it has to be decided word by word."""
    if do == "leave":
        services.decline_proposal(proposal=found, words=_("We go on with our own words."), actor=request.actor)
    elif merging.merge_proposed(copy, found).conflicts:
        return False
    else:
        services.take_proposal(proposal=found, decided=[], revision=copy.revision, actor=request.actor)
        copy.refresh_from_db()
    return True


def _elsewhere(request: CampaignRequest, target: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect(target)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = target
    return answer
