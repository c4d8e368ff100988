"""What one takes along of an answer: the picture beside its link, the PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from groundswell.campaigns.addresses import address
from groundswell.campaigns.preview import Words, picture
from groundswell.communities.selectors import hidden
from groundswell.kit.errors import not_here
from groundswell.kit.limits import HOUR, Limit, spend_all
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest
from groundswell.responses.content import marked
from groundswell.responses.models import Version
from groundswell.responses.paper import is_made_here, pdf
from groundswell.responses.selectors.finding import adoption_of, version_at
from groundswell.responses.selectors.judging import readiness_of
from groundswell.responses.selectors.languages import said_in
from groundswell.responses.selectors.marks import marks_of
from groundswell.responses.selectors.new_links import links_wait
from groundswell.responses.selectors.slots import communities_speaking
from groundswell.responses.selectors.words import version_shown

PAPERS = (
    Limit("responses.paper", times=30, seconds=HOUR, by="block"),
    Limit("responses.paper", times=600, seconds=HOUR, by="campaign"),
)


@same_for_visitors
@cache_control(public=True, max_age=60)
def preview(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Draw the picture that chats show beside a link to this version; what is hidden is not drawn."""
    found = version_at(response, number, request.actor)
    words = Words(request.campaign.name) if hidden([found.pk, response]) else _words(request.campaign.name, found)
    return HttpResponse(picture(words), content_type="image/png")


@require_safe
def paper(request: CampaignRequest, response: UUID, number: int) -> HttpResponse:
    """Give a version as a PDF, where this installation makes them."""
    found = version_at(response, number, request.actor)
    if not is_made_here():
        told = {"response_id": response, "number": number}
        return render(request, "responses/no_paper.html", told, status=404)
    if hidden([found.pk, response]):
        not_here()
    spend_all(PAPERS, request=request, actor=request.actor)
    made = HttpResponse(pdf(_page(request, found)), content_type="application/pdf")
    made["Content-Disposition"] = content_disposition_header(True, f"{found.title}.pdf") or "attachment"
    return made


def _page(request: CampaignRequest, version: Version) -> str:
    """Return the paper of a version: as it is, ``in`` another language, or in the words of who speaks with it (``by``)."""
    asked = request.GET
    words, by = version_shown(version), adoption_of(version, asked["by"], request.actor) if asked.get("by") else None
    told = {
        "version": version,
        "words": words,
        "put": said_in(version, asked["in"][:10], request.actor) if asked.get("in") else None,
        "by": by,
        "links_wait": links_wait(version),
        "own_paragraphs": marked(by.words, len(words.sources)) if by else [],
        "at": request.build_absolute_uri(address(request.campaign, "responses:version", version.response_id, version.number)),
        "status": _status(version),
        "against": marks_of([version.pk]).get(version.pk),
    }
    return render_to_string("responses/paper.html", told, request=request)


def _status(version: Version) -> str:
    readiness = readiness_of(version)
    is_ready = readiness is not None and readiness.ready
    return _("Readers of different communities agree on it.") if is_ready else _("It needs readers.")


def _words(campaign: str, version: Version) -> Words:
    speaking = communities_speaking(version.response_id)
    with translation.override(version.response.language):
        if mark := marks_of([version.pk]).get(version.pk):
            return Words(campaign, version.title, mark.short)
        line = ngettext("One community speaks with it", "%(num)s communities speak with it", speaking) % {"num": speaking}
    return Words(campaign, version.title, line if speaking else version.summary)
