"""Pages of juries: the public record, how each was drawn, the juror's own page, the appeal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.juries import selectors, services
from groundswell.juries.checking import steps_of
from groundswell.juries.forms import AppealForm, HoursForm, VerdictForm
from groundswell.juries.models import Seat
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only


@same_for_visitors
def juries(request: CampaignRequest) -> HttpResponse:
    """List every jury there was, with what it said."""
    return render(request, "juries/juries.html", selectors.record(request.actor, before=request.GET.get("before")))


@same_for_visitors
def jury(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Show where a jury is, how it was drawn and, once it closed, what it said."""
    return render(request, "juries/jury.html", {"page": selectors.jury_at(jury, request.actor)})


def state(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Show where a jury is and what it said, alone."""
    return render(request, "juries/_state.html", {"told": selectors.jury_at(jury, request.actor).told})


def progress(request: CampaignRequest, challenge: UUID) -> HttpResponse:
    """Show how far a challenge has come, alone."""
    return render(request, "juries/_of_challenge.html", selectors.progress_of(challenge, request.actor))


def of_version(request: CampaignRequest, version: UUID) -> HttpResponse:
    """Show the juries on one version, alone."""
    return render(request, "juries/_of_version.html", selectors.line_of(version, request.actor))


@same_for_visitors
def method(request: CampaignRequest) -> HttpResponse:
    """Say in plain words how a jury works."""
    return render(request, "juries/method.html", selectors.method(request.actor))


@members_only
def choose_hours(request: CampaignRequest) -> HttpResponse:
    """Choose how long juries have to answer."""
    told = selectors.method_to_choose(request.actor)
    form = HoursForm(request.POST if request.method == "POST" else None, initial={"hours": told["terms"]["answer"]})
    if form.is_bound and form.is_valid() and (_hours := attempt(form, lambda: _choose(request, form))):
        messages.success(request, _("It holds for juries called from now on, and everyone can read why."))
        return redirect(address(request.campaign, "juries:method"))
    return render(request, "juries/choose_hours.html", {**told, "form": form}, status=status_of(form))


@same_for_visitors
def check(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Repeat a draw before the reader's eyes, step by step."""
    page = selectors.jury_at(jury, request.actor)
    steps = steps_of(selectors.draw_of(jury, request.actor))
    return render(request, "juries/check.html", {"page": page, "steps": steps})


@same_for_visitors
def draw(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Give out everything that is needed to repeat a draw."""
    return JsonResponse(selectors.draw_of(jury, request.actor), json_dumps_params={"indent": 1})


@members_only
def serve(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Show a juror what to read and what to decide."""
    seat = selectors.seat_at(jury, request.actor)
    form = VerdictForm(initial={"verdict": seat.verdict, "reason": seat.reason}, is_law=_is_law(seat))
    return _serve(request, seat, form)


@require_POST
@members_only
def answer_as_juror(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Keep what a juror says."""
    seat = selectors.seat_at(jury, request.actor)
    form = VerdictForm(request.POST, is_law=_is_law(seat))
    if not form.is_valid() or attempt(form, lambda: _answer(request, seat, form)) is None:
        return _serve(request, seat, form)
    if selectors.seat_at(jury, request.actor).left_at:
        words = _("You have taken a part in this answer since you were drawn, so another member judges it. Thank you.")
        messages.info(request, words)
        return redirect(address(request.campaign, "juries:jury", jury))
    messages.success(request, _("Your answer is kept. Nobody sees it before the jury closes, and nobody sees your name."))
    return redirect(address(request.campaign, "juries:jury", jury))


@require_POST
@members_only
def decline_seat(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Leave a seat to the next in the drawn order."""
    services.decline_seat(seat=selectors.seat_at(jury, request.actor), actor=request.actor)
    messages.success(request, _("Thank you for saying so. The next in the drawn order is asked."))
    return redirect(address(request.campaign, "juries:jury", jury))


@members_only
def appeal_verdict(request: CampaignRequest, jury: UUID) -> HttpResponse:
    """Ask for a second jury."""
    page = selectors.jury_for_appeal(jury, request.actor)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["reason"]
        deed = attempt(form, lambda: services.appeal_verdict(jury=page.told.jury, reason=said, actor=request.actor))
        if deed:
            messages.success(request, _("A second jury was called, without the first jurors."))
            return redirect(address(request.campaign, "juries:jury", deed.pk))
    return render(request, "juries/appeal.html", {"page": page, "form": form}, status=status_of(form))


@require_POST
@members_only
def leave_out(request: CampaignRequest) -> HttpResponse:
    """Be left out of juries, or be drawn again."""
    away = request.POST.get("away") == "yes"
    services.leave_out(away=away, actor=request.actor)
    words = _("You are left out of juries from now on.") if away else _("You can be drawn for juries again. Thank you.")
    messages.success(request, words)
    return redirect(address(request.campaign, "juries:juries"))


def _choose(request: CampaignRequest, form: HoursForm) -> int:
    said = form.cleaned_data
    return services.choose_hours(hours=said["hours"], reason=said["reason"], actor=request.actor)


def _is_law(seat: Seat) -> bool:
    return bool(seat.jury.challenge.kind == "law")


def _serve(request: CampaignRequest, seat: Seat, form: VerdictForm) -> HttpResponse:
    context = {**selectors.case_of(seat, request.actor), "form": form}
    return render(request, "juries/serve.html", context, status=status_of(form))


def _answer(request: CampaignRequest, seat: Seat, form: VerdictForm) -> Seat:
    said = form.cleaned_data
    return services.answer_as_juror(seat=seat, verdict=said["verdict"], reason=said["reason"], actor=request.actor)
