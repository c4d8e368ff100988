"""Pages on which answers are joined: where a version's words could go, both sides beside each other, and proposals."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.merge_forms import DecisionForm, MergeForm, SuggestForm
from groundswell.responses.models import Proposal, Response, Version, WorkingCopy
from groundswell.responses.policies import can_decide_proposal, can_write
from groundswell.responses.selectors import merging
from groundswell.responses.selectors.finding import version_at
from groundswell.responses.selectors.words import words_of_version
from groundswell.responses.views.writing import gathered
from groundswell.strategy.selectors import pillars


@members_only
def merge_targets(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Show into which answers a version's words could go."""
    version = version_at(response, number, request.actor)
    told = {"version": version, "targets": merging.targets_of(version, request.actor)}
    return render(request, "responses/merge_targets.html", told)


@members_only
def merge_version(request: CampaignRequest, response: UUID, number: int, target: UUID) -> HttpResponse:
    """Show both sides; take the words into one's own answer, or propose them to those who write it."""
    version = version_at(response, number, request.actor)
    into = merging.target_at(target, version, request.actor)
    return _take(request, version, into) if can_write(request.actor, into) else _propose(request, version, into)


@members_only
def propose_edit(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Put a version into one's own words and show them to those who write it."""
    version = version_at(response, number, request.actor)
    form = SuggestForm(
        request.POST if request.method == "POST" else None,
        pillars=list(pillars(request.campaign)),
        content=words_of_version(version),
        initial={"revision": number},
    )
    if form.is_bound and form.is_valid() and (made := attempt(form, lambda: _suggested(request, form, version))):
        messages.success(request, _("Its writers are told. They take it, or say why not."))
        return redirect(address(request.campaign, "responses:proposal", made.pk))
    return render(request, "responses/propose_edit.html", {"form": form, "version": version}, status=status_of(form))


@members_only
def proposal(request: CampaignRequest, proposal: UUID) -> HttpResponse:
    """Show what is proposed; those who write the answer take it here."""
    found = merging.proposal_at(proposal, request.actor)
    told = {"proposal": found, "changes": merging.changes_proposed(found), "can_decide": False, "decline": DecisionForm()}
    decides = can_decide_proposal(request.actor, found)
    if request.method == "POST" and not decides:
        not_here()
    if found.state != found.State.OPEN or not decides:
        return render(request, "responses/proposal.html", told)
    copy = gathered(request, found.response_id)
    form = _form(request, merging.merge_proposed(copy, found), copy.revision)
    if form.is_bound and form.is_valid() and (attempt(form, lambda: _taken(request, form, found)) is not None):
        return _onward(request, found.response_id)
    told |= {"form": form, "can_decide": True, "titles": _titles(request)}
    return render(request, "responses/proposal.html", told, status=status_of(form))


@require_POST
@members_only
def decline_proposal(request: CampaignRequest, proposal: UUID) -> HttpResponse:
    """Say why a proposal is not taken."""
    found, form = merging.proposal_at(proposal, request.actor), DecisionForm(request.POST)
    if form.is_valid() and attempt(form, lambda: _declined(request, form, found)) is not None:
        messages.success(request, _("Declined. Whoever proposed it reads why."))
        return redirect(address(request.campaign, "responses:proposal", found.pk))
    told = {"proposal": found, "changes": merging.changes_proposed(found), "can_decide": False, "decline": form}
    return render(request, "responses/proposal.html", told, status=status_of(form))


def _take(request: CampaignRequest, version: Version, into: Response) -> HttpResponse:
    copy = gathered(request, into.pk)
    form = _form(request, merging.merge_with(copy, version), copy.revision)
    if form.is_bound and form.is_valid() and (attempt(form, lambda: _merged(request, form, version, into)) is not None):
        return _onward(request, into.pk)
    return _show(request, form, version, into, copy.title)


def _propose(request: CampaignRequest, version: Version, into: Response) -> HttpResponse:
    onto = into.newest
    assert onto is not None  # a draft is a target of its writers alone
    form = _form(request, merging.merge_at_once(into, version), onto.number)
    if form.is_bound and form.is_valid() and (made := attempt(form, lambda: _proposed(request, form, version, into))):
        messages.success(request, _("Its writers are told. They take it, or say why not."))
        return redirect(address(request.campaign, "responses:proposal", made.pk))
    return _show(request, form, version, into, onto.title)


def _form(request: CampaignRequest, merge: object, revision: int) -> MergeForm:
    data = request.POST if request.method == "POST" else None
    return MergeForm(data, merge=merge, initial={"revision": revision})  # type: ignore[arg-type]


def _show(request: CampaignRequest, form: MergeForm, version: Version, into: Response, title: str) -> HttpResponse:
    told = {
        "form": form,
        "version": version,
        "into": into,
        "title": title,
        "can_take": can_write(request.actor, into),
        "titles": _titles(request),
    }
    return render(request, "responses/merge_version.html", told, status=status_of(form))


def _merged(request: CampaignRequest, form: MergeForm, version: Version, into: Response) -> WorkingCopy:
    said = form.cleaned_data
    return services.merge_version(
        response=into, version=version, decided=form.decided(), revision=said["revision"], actor=request.actor
    )


def _proposed(request: CampaignRequest, form: MergeForm, version: Version, into: Response) -> Proposal:
    said = form.cleaned_data
    return services.propose_merge(
        response=into,
        version=version,
        onto_number=said["revision"],
        decided=form.decided(),
        words=said["words"],
        actor=request.actor,
    )


def _suggested(request: CampaignRequest, form: SuggestForm, version: Version) -> Proposal:
    return services.propose_edit(
        response=version.response,
        onto_number=form.cleaned_data["revision"] or version.number,
        content=form.content(),
        words=form.cleaned_data["words"],
        actor=request.actor,
    )


def _taken(request: CampaignRequest, form: MergeForm, found: Proposal) -> WorkingCopy:
    said = form.cleaned_data
    return services.take_proposal(
        proposal=found, decided=form.decided(), revision=said["revision"], words=said["words"], actor=request.actor
    )


def _declined(request: CampaignRequest, form: DecisionForm, found: Proposal) -> Proposal:
    return services.decline_proposal(proposal=found, words=form.cleaned_data["words"], actor=request.actor)


def _titles(request: CampaignRequest) -> dict[str, str]:
    """Return what the parts of an answer are called."""
    named = {"title": _("Title"), "summary": _("The answer in one sentence"), "body": _("More")}
    return named | {f"why_{one.number}": one.title for one in pillars(request.campaign)}


def _onward(request: CampaignRequest, response: UUID) -> HttpResponse:
    messages.success(request, _("It is in the draft. Read it through once, then publish it."))
    return redirect(address(request.campaign, "responses:publish_version", response))
