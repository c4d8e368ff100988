"""The page of a link, the link one takes oneself, its square code and its card; the chain of an answer."""

from __future__ import annotations

import uuid
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from groundswell.campaigns.addresses import address
from groundswell.campaigns.preview import Words, picture
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.ids import uuid7
from groundswell.kit.limits import spend_all
from groundswell.kit.shared import same_for_visitors, shown_alike
from groundswell.people.qr import qr_svg
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses.paper import is_made_here
from groundswell.responses.selectors.marks import short_of
from groundswell.responses.selectors.saying import ready_made
from groundswell.sharing import fillings, services
from groundswell.sharing.forms import TalkForm
from groundswell.sharing.limits import WITHOUT_ACCOUNT
from groundswell.sharing.models import PassOn, Talk
from groundswell.sharing.opening import Opened
from groundswell.sharing.origin import is_from_here
from groundswell.sharing.policies import can_note_talk
from groundswell.sharing.selectors.landing import landing_in, landing_of
from groundswell.sharing.selectors.links import adoption_at, answer_at, mark_on, pass_on_at, talked_about
from groundswell.sharing.selectors.outcomes import of_words
from groundswell.sharing.selectors.since import since
from groundswell.sharing.words import you_are

# Stands in the page until it is shown to somebody: a code cannot hold it, nor can anybody's words guess it.
_KEY = token_hex(16)


@require_safe
@cache_control(private=True, no_cache=True)
def landing(request: CampaignRequest, code: str) -> HttpResponse:
    """Show a link to whoever opened it, and count that."""
    seen = landing_in(code, request.GET.get("in", ""), request.actor)
    own = seen.member_id is not None and seen.member_id == request.actor.member_id
    page = _page(request, seen.language, "sharing/landing.html", {"seen": seen, "key": _KEY})
    return shown_alike(page, request, showing=Opened(seen.campaign_id, seen.id, own, _KEY))


@require_POST
@csrf_exempt  # the token would need a cookie, and a visitor gets none: `is_from_here` asks the browser instead
def pass_further(request: CampaignRequest, code: str) -> HttpResponse:
    """Give the visitor a link of their own."""
    if not is_from_here(request):
        return HttpResponseForbidden()
    pass_on = pass_on_at(code, request.actor)
    if not request.actor.is_member:
        spend_all(WITHOUT_ACCOUNT, request=request, actor=request.actor)
    made = services.pass_further(pass_on=pass_on, key=request.POST.get("key", "")[:32] or token_hex(8), actor=request.actor)
    return redirect(address(request.campaign, "sharing:own_link", made.code))


@require_POST
@members_only
def make_pass_on(request: CampaignRequest, adoption_id: uuid.UUID) -> HttpResponse:
    """Give a member their own link to what their community adopted."""
    made = services.make_pass_on(adoption=adoption_at(adoption_id), actor=request.actor)
    return redirect(address(request.campaign, "sharing:own_link", made.code))


@require_GET
def own_link(request: CampaignRequest, code: str) -> HttpResponse:
    """Show a link to the one who will pass it on: to copy, to share, to print, with words for each channel."""
    return own_page(request, pass_on_at(code, request.actor), TalkForm(initial={"key": uuid7()}))


@require_GET
def standing(request: CampaignRequest, code: str) -> HttpResponse:
    """Say whether the words of a link are still those of its community, for its owner's page when something moved."""
    pass_on = pass_on_at(code, request.actor)
    told = {"pass_on": pass_on, "against": mark_on(pass_on)}
    return _page(request, translation.get_language(), "sharing/_standing.html", told)


@require_safe
@same_for_visitors
def landing_standing(request: CampaignRequest, code: str) -> HttpResponse:
    """Say whether the words of a link are still those of its community, for a page that somebody reads."""
    seen = landing_of(code)
    return _page(request, seen.language, "sharing/_landing_standing.html", {"seen": seen})


@require_safe
def changes(request: CampaignRequest, code: str) -> HttpResponse:
    """Show word by word what changed since a link was made."""
    return _page(request, translation.get_language(), "sharing/changes.html", {"since": since(pass_on_at(code, request.actor))})


@require_GET
def card(request: CampaignRequest, code: str) -> HttpResponse:
    """Show a link as a card to print."""
    pass_on = pass_on_at(code, request.actor)
    told = {"pass_on": pass_on, "link": _link(request, pass_on), "against": mark_on(pass_on)}
    return _page(request, _language(pass_on), "sharing/card.html", told)


@require_safe
@cache_control(public=True, max_age=86_400)
def qr(request: CampaignRequest, code: str) -> HttpResponse:
    """Draw a link's square code."""
    pass_on = pass_on_at(code, request.actor)
    return HttpResponse(qr_svg(_link(request, pass_on)), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=60)
def preview(request: CampaignRequest, code: str) -> HttpResponse:
    """Draw the picture that chats show beside a link, in the answer's language; drawing it is no visit."""
    seen = landing_in(code, request.GET.get("in", ""), request.actor)
    with translation.override(seen.language):
        line = _("From %(community)s") % {"community": seen.community}
        if seen.verdict or seen.challenges:
            line = f"{line} · {short_of(seen.verdict)}"
    words = Words(request.campaign.name) if seen.hidden_because else Words(request.campaign.name, seen.title, line)
    return HttpResponse(picture(words), content_type="image/png")


@require_safe
def chain(request: CampaignRequest, response_id: uuid.UUID) -> HttpResponse:
    """Show the chain of an answer alone, for the answer's page when something moved."""
    return render(request, "sharing/_chain.html", fillings.chain_at(answer_at(response_id, request.actor).pk))


@require_safe
def words_followed(request: CampaignRequest, adoption_id: uuid.UUID) -> HttpResponse:
    """Say what followed the words that a community uses, for its page when something moved."""
    adoption = adoption_at(adoption_id)
    return render(request, "sharing/_of_words.html", {"one": of_words([adoption], request.actor)[adoption.pk]})


@require_POST
@members_only
def note_talk(request: CampaignRequest, code: str) -> HttpResponse:
    """Note with how many people somebody talked about what their own link carries."""
    pass_on, form = pass_on_at(code, request.actor), TalkForm(request.POST)
    allow(can_note_talk(request.actor, pass_on))
    if form.is_valid() and attempt(form, lambda: _talked(request, form, pass_on)) is not None:
        messages.success(request, _("Noted. Thank you for talking."))
        return redirect(address(request.campaign, "sharing:own_link", code))
    return own_page(request, pass_on, form)


@require_safe
def outcomes(request: CampaignRequest, response_id: uuid.UUID) -> HttpResponse:
    """Show what followed where an answer was adopted, for the answer's page when something moved."""
    told = fillings.outcomes(request, response=answer_at(response_id, request.actor))
    return render(request, "sharing/_outcomes.html", told)


@same_for_visitors
def method(request: CampaignRequest) -> HttpResponse:
    """Say how it is told whether word of mouth carries."""
    return render(request, "sharing/method.html")


def own_page(request: CampaignRequest, pass_on: PassOn, form: TalkForm) -> HttpResponse:
    """Render the page of somebody's own link."""
    told: dict[str, Any] = {"pass_on": pass_on, "link": _link(request, pass_on), "form": form}
    told["makes_paper"], told["texts"] = is_made_here(), ready_made(pass_on.adoption.version, request.actor)
    told |= {"talked": talked_about(pass_on, request.actor), "against": mark_on(pass_on)}
    shown = _page(request, _language(pass_on), "sharing/own_link.html", told)
    shown.status_code = status_of(form)
    return shown


def _talked(request: CampaignRequest, form: TalkForm, pass_on: PassOn) -> Talk:
    said = form.cleaned_data
    return services.note_talk(pass_on=pass_on, many=said["many"], key=said["key"], actor=request.actor)


def _link(request: CampaignRequest, pass_on: PassOn) -> str:
    return request.build_absolute_uri(address(request.campaign, "sharing:landing", pass_on.code))


def _language(pass_on: PassOn) -> str:
    return str(pass_on.adoption.version.response.language)


def _page(request: CampaignRequest, said_in: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render in the answer's own language for a visitor: the words and what is around them should not differ."""
    language = said_in if said_in in dict(settings.LANGUAGES) and not request.actor.is_member else translation.get_language()
    with translation.override(language):
        response = render(request, template, {"you_are": you_are, **context})
    response["X-Robots-Tag"] = "noindex"
    return response
