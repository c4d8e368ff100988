"""Pages on which a member and the authors of an answer write to each other."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.forms import attempt, status_of
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.forms import LetterForm
from groundswell.responses.models import Correspondence
from groundswell.responses.policies import can_write
from groundswell.responses.selectors.corresponding import Exchange, correspondence_at, correspondences, own_exchange
from groundswell.responses.selectors.finding import response_at


@members_only
def letters(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Show the letters that came, to its authors; to anyone else their own, and the form."""
    found = response_at(response, request.actor)
    if not can_write(request.actor, found):
        return _show(request, own_exchange(found, request.actor))
    before = request.GET.get("before")
    page = correspondences(found, request.actor, before=before)
    return render(request, "responses/letters.html", {"response": found, "page": page, "first": not before})


@require_POST
@members_only
def write_letter(request: CampaignRequest, response: UUID) -> HttpResponse:
    """Carry a letter to the authors."""
    found, form = response_at(response, request.actor), LetterForm(request.POST)
    form.is_valid()
    said = form.cleaned_data.get("text", "")
    if attempt(form, lambda: services.write_letter(response=found, text=said, actor=request.actor)) is None:
        return _show(request, own_exchange(found, request.actor), form)
    messages.success(request, _("It is on its way. They can write back here; nobody sees an address."))
    return redirect(address(request.campaign, "responses:letters", response))


@members_only
def correspondence(request: CampaignRequest, correspondence: UUID) -> HttpResponse:
    """Show one correspondence to those it is between."""
    return _show(request, correspondence_at(correspondence, request.actor))


@require_POST
@members_only
def answer_letter(request: CampaignRequest, correspondence: UUID) -> HttpResponse:
    """Carry what an author writes back."""
    found, form = correspondence_at(correspondence, request.actor), LetterForm(request.POST)
    form.is_valid()
    if attempt(form, lambda: _answer(request, found.correspondence, form)) is None:
        return _show(request, found, form)
    messages.success(request, _("It is on its way."))
    return redirect(address(request.campaign, "responses:correspondence", correspondence))


def _answer(request: CampaignRequest, correspondence: Correspondence | None, form: LetterForm) -> object:
    assert correspondence is not None
    said = form.cleaned_data.get("text", "")
    return services.answer_letter(correspondence=correspondence, text=said, actor=request.actor)


def _show(request: CampaignRequest, found: Exchange, form: LetterForm | None = None) -> HttpResponse:
    form = form or LetterForm()
    return render(request, "responses/correspondence.html", {"found": found, "form": form}, status=status_of(form))
