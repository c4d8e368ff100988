"""Pages on which an answer is put into words for one channel or into another language, and read in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import not_here
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.shared import same_for_visitors
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.responses import services
from groundswell.responses.channel_forms import VariantForm
from groundswell.responses.measures import pace
from groundswell.responses.models import Variant, Version
from groundswell.responses.selectors.finding import response_at, version_at
from groundswell.responses.selectors.languages import said_in
from groundswell.responses.selectors.new_links import links_wait
from groundswell.responses.selectors.saying import channel_words, saying, variant_at
from groundswell.responses.selectors.words import version_shown


@same_for_visitors
def variants(request: CampaignRequest, response: UUID, number: int, channel: str) -> HttpResponse:
    """Show the words there are for one channel: that part of the answer's page alone, or a page of its own."""
    words, found = channel_words(channel), response_at(response, request.actor)
    version = found.versions.filter(number=number).first() or not_here()
    told = {"saying": saying(found, version, channel, request.actor), "response": found, "words": words}
    template = "responses/_variants.html" if request.headers.get("HX-Request") else "responses/variants.html"
    return render(request, template, told)


@members_only
def write_variant(request: CampaignRequest, response: UUID, number: int, channel: str) -> HttpResponse:
    """Put a version into words for one channel."""
    words, version = channel_words(channel), version_at(response, number, request.actor)
    form = _form(request, version, channel)
    if form.is_bound and form.is_valid() and (_made := attempt(form, lambda: _write(request, form, version))):
        return _back(request, version, channel)
    return render(request, "responses/write_variant.html", _told(form, version, words), status=status_of(form))


@members_only
def change_variant(request: CampaignRequest, variant: UUID) -> HttpResponse:
    """Change one's own words for a channel, with the newest version in sight."""
    found = variant_at(variant, request.actor)
    version, before = found.version.response.newest or not_here(), found.version
    form = _form(request, version, found.channel, found)
    if form.is_bound and form.is_valid() and (_made := attempt(form, lambda: _change(request, form, found, version))):
        return _back(request, version, found.channel)
    told = _told(form, version, found.get_channel_display()) | {"before": before if before.pk != version.pk else None}
    return render(request, "responses/write_variant.html", told, status=status_of(form))


@same_for_visitors
def in_language(request: CampaignRequest, response: UUID, number: int, language: str) -> HttpResponse:
    """Show a version as somebody put it into another language."""
    version = version_at(response, number, request.actor)
    said, words = said_in(version, language, request.actor), version_shown(version)
    told = {"version": version, "said": said, "words": words, "links_wait": links_wait(version)}
    return render(request, "responses/in_language.html", told)


def _form(request: CampaignRequest, version: Version, channel: str, variant: Variant | None = None) -> VariantForm:
    data = request.POST if request.method == "POST" else None
    own, spoken = version.response.language, request.campaign.languages
    return VariantForm(data, channel=channel, own=own, spoken=spoken, variant=variant)


def _told(form: VariantForm, version: Version, words: str) -> dict[str, Any]:
    language = form["language"].value() or version.response.language
    told = {"form": form, "version": version, "channel": form.channel, "words": words}
    return told | {"facts": form.facts(version), "pace": pace(language)}


def _write(request: CampaignRequest, form: VariantForm, version: Version) -> Variant:
    said = form.cleaned_data
    return services.write_variant(
        version=version,
        channel=form.channel,
        language=said["language"],
        subject=said["subject"],
        summary=said["summary"],
        text=said["text"],
        actor=request.actor,
    )


def _change(request: CampaignRequest, form: VariantForm, variant: Variant, version: Version) -> Variant:
    said = form.cleaned_data
    return services.change_variant(
        variant=variant,
        version=version,
        subject=said["subject"],
        summary=said["summary"],
        text=said["text"],
        actor=request.actor,
    )


def _back(request: CampaignRequest, version: Version, channel: str) -> HttpResponse:
    messages.success(request, _("Your words are out. Whoever passes the answer on can take them."))
    return redirect(address(request.campaign, "responses:variants", version.response_id, version.number, channel))
